using VaeMl.Cli.Failures;

namespace VaeMl.Tests.Cli;

/// <summary>What cannot be taken as it is.</summary>
public sealed class RawTableFaultTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void AFaultAmongNumbersMakesNoCategory()
    {
        string csv = Tables.Two() + "7,n/a.\n";
        Assert.Equal(ExitCodes.BadInput, _tool.Fit(csv));
        Assert.Equal(
            "error: data.csv, line 42, column 'b': 'n/a.' is not a number. To read the column as a category: --kind b=category; to leave it out: --exclude b",
            _tool.Error.TrimEnd());
        Assert.Equal(ColumnKind.Category, _tool.Model(csv, "--kind", "b=category").Schema!.Columns[1].Kind);
    }

    [Fact]
    public void AFaultAmongDatesIsNamed()
    {
        Assert.Equal(ExitCodes.BadInput, _tool.Fit(ServerLog.Text() + "301,0000-00-00,web-1,true,50,1,x,eu\n"));
        Assert.Equal(
            "error: data.csv, line 302, column 'timestamp': '0000-00-00' is not a date. To read the column as a category: --kind timestamp=category; to leave it out: --exclude timestamp",
            _tool.Error.TrimEnd());
    }

    [Theory]
    [InlineData("1,soon,web-1,true,1,1,x,eu", "new.csv, line 2, column 'timestamp': 'soon' is not a date. Correct it, or leave it blank for missing.")]
    [InlineData("1,,web-1,maybe,1,1,x,eu", "new.csv, line 2, column 'healthy': 'maybe' is neither true nor false. Correct it, or leave it blank for missing.")]
    [InlineData("1,,web-1,true,fast,1,x,eu", "new.csv, line 2, column 'latency': 'fast' is not a number. Correct it, or leave it blank for missing.")]
    public void CellsThatDoNotFitTheModelAreNamed(string row, string message)
    {
        _tool.Model(ServerLog.Text());
        Assert.Equal(ExitCodes.BadInput, _tool.Run("score", _tool.PathOf("model.onnx"), _tool.Write("new.csv", $"{ServerLog.Header}\n{row}\n"), "--output", _tool.PathOf("s.csv")));
        Assert.Equal($"error: {message}", _tool.Error.TrimEnd());
    }

    [Theory]
    [InlineData("--kind takes column=number|count|continuous|boolean|category|date|date+elapsed|skip; 'host' was given.", "--kind", "host")]
    [InlineData("--kind takes column=number|count|continuous|boolean|category|date|date+elapsed|skip; 'host=text' was given.", "--kind", "host=text")]
    [InlineData("column 'host' has conflicting settings in --kind, --elapsed and --exclude; give only one of them.", "--kind", "host=number", "host=category")]
    [InlineData("column 'host' has conflicting settings in --kind, --elapsed and --exclude; give only one of them.", "--kind", "host=number", "--exclude", "host")]
    public void KindsThatDoNotExistAreWrongUsage(string message, params string[] more)
    {
        Assert.Equal(ExitCodes.WrongUsage, _tool.Fit(ServerLog.Text(), more));
        Assert.Equal($"error: {message}", _tool.Error.TrimEnd());
    }
}
