using VaeMl.Cli.Failures;

namespace VaeMl.Tests.Cli;

public sealed class BadInputTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("", "data.csv: the file is empty; its first line must name the columns.")]
    [InlineData("\n\n", "data.csv: the file is empty; its first line must name the columns.")]
    [InlineData("a,b\n", "data.csv: the file has a header and no rows.")]
    [InlineData("a,b\n1,2\n3\n", "data.csv, line 3: the row has 1 cell where the header has 2.")]
    [InlineData("a,b\n1,2\n\n3,4,5\n", "data.csv, line 4: the row has 3 cells where the header has 2.")]
    [InlineData("a,b\n1,2\n\"3,4\n5,6\n", "data.csv, line 3: the row has 1 cell where the header has 2 (is a quote left open?).")]
    [InlineData("a;b\n1,5;2\n", "data.csv, line 2, column 'a': '1,5' is not a number. Decimal commas are read with --culture de-DE")]
    [InlineData("a;b\n1,5;9,000\n", "data.csv, line 2, column 'a': '1,5' is not a number. Decimal commas are read with --culture de-DE, which also makes the comma in '9,000' in line 2, column 'b', a decimal comma")]
    [InlineData("a,b\n1,inf\n", "data.csv, line 2, column 'b': 'inf' is infinite; training needs finite numbers. Correct it, or leave it blank for missing.")]
    [InlineData("a,b\n1,2\n-Infinity,1\n", "data.csv, line 3, column 'a': '-Infinity' is infinite; training needs finite numbers. Correct it, or leave it blank for missing.")]
    [InlineData("a,b\n1e39,1\n", "data.csv, line 2, column 'a': '1e39' is beyond single precision (±3.4e38); training needs finite numbers. Correct it, or leave it blank for missing.")]
    [InlineData("a,b,a\n1,2,3\n", "data.csv, line 1: the name 'a' is used for columns 1 and 3; names must be unique.")]
    [InlineData(",b\n1,2\n", "data.csv, line 1: column 1 has no name (is it a row number?). To leave it out: --exclude column1")]
    [InlineData("1.5,2\n3,4\n", "data.csv, line 1: there are numbers where column names are expected; add a header line, or name the columns c1, c2, … with --no-header")]
    [InlineData("a,b\n1,x\n3,x\n3,y\n", "data.csv, line 2, column 'b': 'x' is not a number. To read the column as a category: --kind b=category; to leave it out: --exclude b", "--kind", "b=number")]
    [InlineData("a,my city,zip code\n1,Bern,CH\n", "data.csv, line 2, column 'my city': 'Bern' is not a number. To read the column as a category: --kind \"my city=category\" --kind \"zip code=category\"; to leave it out: --exclude \"my city\" --exclude \"zip code\"", "--kind", "my city=number", "zip code=number")]
    [InlineData("a,\"note\"\n1,\"two\nlines\"\n", "data.csv, line 2, column 'note': 'two lines' is not a number. To read the column as a category: --kind note=category; to leave it out: --exclude note", "--kind", "note=number")]
    [InlineData("a,b\n1,2024-01-05\n2,5 May\n", "data.csv, line 3, column 'b': '5 May' is not a date. To read the column as a category: --kind b=category; to leave it out: --exclude b", "--kind", "b=date")]
    [InlineData("a,b\n1,2024-01-05\n2,5 May\n", "data.csv, line 3, column 'b': '5 May' is not a date. To read the column as a category: --kind b=category; to leave it out: --exclude b", "--elapsed", "b")]
    [InlineData("a,b\n1,yes\n2,maybe\n", "data.csv, line 3, column 'b': 'maybe' is neither true nor false. To read the column as a category: --kind b=category; to leave it out: --exclude b", "--kind", "b=boolean")]
    [InlineData("a,b\n1,2024-01-01\n2,2024-01-08\n", "data.csv, column 'b': its dates differ neither in the time of day nor in the weekday. For the days since the earliest: --kind \"b=date+elapsed\"", "--kind", "b=date")]
    [InlineData("a,b\n1,\n2,NA\n", "data.csv, column 'b': a category needs a level, and no cell has a value. To leave it out: --exclude b", "--kind", "b=category")]
    [InlineData("a,b\n1,0\n2,1\n", "data.csv: column 'b' is the label, which is never trained on; it has no kind.", "--label", "b", "--kind", "b=number")]
    [InlineData("a,b\n1,0\n2,1\n", "data.csv, line 1: there is no column 'c' to be of another kind; the columns are a, b", "--kind", "c=number")]
    [InlineData("a,b\n7,x\n7,y\n", "data.csv: no column is left to train on. 'a' is left out (constant: all values are the same); 'b' is left out (free text: hardly any value repeats). To keep one: --kind a=number, or another kind.")]
    public void FitNamesFileLineAndColumn(string csv, string message, params string[] more)
    {
        Assert.Equal(ExitCodes.BadInput, _tool.Fit(csv, more));
        Assert.Equal($"error: {message}", _tool.Error.TrimEnd());
        Assert.Equal(["data.csv"], _tool.Files);
    }

    [Fact]
    public void OneRowIsTooFew()
    {
        Assert.Equal(ExitCodes.BadInput, _tool.Fit("a,b\n1,2\n"));
        Assert.Equal("error: data.csv: Training needs at least 2 rows with observed values; the data has 1. Add rows.", _tool.Error.TrimEnd());
    }

    [Fact]
    public void AColumnWithoutAnyValueComesWithItsRemedy()
    {
        Assert.Equal(ExitCodes.BadInput, _tool.Fit("a,b\n1,NA\n2,?\n3,\n", "--kind", "b=number"));
        Assert.StartsWith("error: data.csv: Feature 'b' has no observed value in 3 rows.", _tool.Error, StringComparison.Ordinal);
        Assert.EndsWith("--exclude b", _tool.Error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void BernoulliNeedsTheUnitInterval()
    {
        Assert.Equal(ExitCodes.BadInput, _tool.Fit("a,b\n0,1\n\n1,0\n1,1.5\n", "--likelihood", "bernoulli"));
        Assert.StartsWith(
            "error: data.csv, line 5, column 'b' holds 1.5; the Bernoulli likelihood needs values in [0, 1].", _tool.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("0")]
    public void AConstantColumnIsLeftOutUnlessItIsAskedFor(string constant)
    {
        string csv = string.Join('\n', Tables.Two().TrimEnd().Split('\n').Select((line, i) => line + "," + (i == 0 ? "c" : constant)));
        Assert.Equal(2, _tool.Model(csv).FeatureCount);
        VaeModel model = _tool.Model(csv, "--kind", "c=number");
        Assert.Equal(3, model.FeatureCount);
        Assert.Contains("'c' is constant", _tool.Error, StringComparison.Ordinal);
        Assert.All(_tool.Score(csv)[1..], line => Assert.DoesNotContain("NaN", line, StringComparison.Ordinal));
    }

    [Fact]
    public void TinyValuesAreAllowed()
    {
        string csv = Tables.Text([.. Tables.Values(40).Select(row => new[] { row[0] * 1e-12f, row[1] * 1e-12f })]);
        _tool.Model(csv);
        Assert.All(_tool.Score(csv)[1..], line => Assert.DoesNotContain("NaN", line, StringComparison.Ordinal));
    }

    [Fact]
    public void ALatentSpaceLargerThanTheFeaturesIsAnError()
    {
        Assert.Equal(ExitCodes.BadInput, _tool.Fit(Tables.Two(), "--latent-size", "5"));
        Assert.Equal("error: data.csv: --latent-size must be at most the number of features, 2; it is 5. Lower it, or leave it out.", _tool.Error.TrimEnd());
    }

    /// <summary>The library's warnings name its properties, the tool's its flags, also in the report.</summary>
    [Fact]
    public void WarningsNameFlags()
    {
        string report = _tool.PathOf("report.html");
        Assert.True(_tool.Run("fit", _tool.Write("data.csv", Tables.Two()), "--output", _tool.PathOf("model.onnx"), "--epochs", "2", "--calibration-folds", "0", "--report", report) == 0, _tool.Error);
        Assert.Contains("warning: The model has no threshold and flags nothing: no rows were held out and --calibration-folds is 0.", _tool.Error, StringComparison.Ordinal);
        Assert.Contains("no rows were held out and --calibration-folds is 0.", File.ReadAllText(report), StringComparison.Ordinal);
        string large = Tables.Text([.. Tables.Values(40).Select(row => new[] { row[0], row[1] * 1e9f })]);
        Assert.True(_tool.Fit(large, "--standardize", "false") == 0, _tool.Error);
        Assert.Contains("with --standardize off: leave --standardize on, or put the feature in a unit in which its values are about 1.", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsThatExcludeEachOtherAreNamedByTheirFlags()
    {
        Assert.Equal(ExitCodes.WrongUsage, _tool.Fit(Tables.Two(), "--trim-fraction", "0.2", "--trimming", "unstructured", "--variance-floor", "-1"));
        Assert.Equal(
            "error: --variance-floor must be from 0 to 1000000; it is -1. --trim-fraction applies only to --trimming least-likely; leave it out with unstructured.", _tool.Error.TrimEnd());
    }

    [Fact]
    public void RowsThatCannotBeScoredAreFlaggedAndCounted()
    {
        _tool.Model(Tables.Two());
        string[] lines = _tool.Score("a,b\n1,2\ninf,2\n,NA\n1e39,1\n", "--explain", "1");
        Assert.All(lines[2..], (line, i) => Assert.Equal($"{i + 2},NaN,NaN,true,,", line));
        Assert.StartsWith("warning: 3 of 4 rows cannot be scored", _tool.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,c\n1,2\n", "new.csv, line 1: there is no column 'b', a feature of the model; the columns are a, c")]
    [InlineData("a,B\n1,2\n", "new.csv, line 1: there is no column 'b', a feature of the model; did you mean 'B'?")]
    [InlineData("a,b\n1,2\nx,2\n", "new.csv, line 3, column 'a': 'x' is not a number.")]
    [InlineData("a,b\n1,2\n1\n", "new.csv, line 3: the row has 1 cell where the header has 2.")]
    [InlineData("a,b\n", "new.csv: the file has a header and no rows.")]
    public void ScoreNamesFileLineAndColumn(string csv, string message)
    {
        _tool.Model(Tables.Two());
        Assert.Equal(
            ExitCodes.BadInput,
            _tool.Run("score", _tool.PathOf("model.onnx"), _tool.Write("new.csv", csv), "--output", _tool.PathOf("scores.csv")));
        Assert.StartsWith($"error: {message}", _tool.Error, StringComparison.Ordinal);
        Assert.Equal(["data.csv", "model.onnx", "new.csv"], _tool.Files);
    }

    [Theory]
    [InlineData("fit", "missing.csv: there is no such file.")]
    [InlineData("score", "model.onnx: there is no such file.")]
    [InlineData("inspect", "model.onnx: there is no such file.")]
    public void AMissingFileIsNamed(string command, string message)
    {
        string[] files = command switch
        {
            "fit" => [_tool.PathOf("missing.csv"), "--output", _tool.PathOf("model.onnx")],
            "score" => [_tool.PathOf("model.onnx"), _tool.PathOf("missing.csv"), "--output", _tool.PathOf("scores.csv")],
            _ => [_tool.PathOf("model.onnx")],
        };
        Assert.Equal(ExitCodes.BadInput, _tool.Run([command, .. files]));
        Assert.Equal($"error: {message}", _tool.Error.TrimEnd());
    }

    [Fact]
    public void AForeignModelFileIsOneClearError()
    {
        _tool.Write("model.onnx", "a,b\n1,2\n");
        Assert.Equal(ExitCodes.BadInput, _tool.Run("inspect", _tool.PathOf("model.onnx")));
        Assert.StartsWith("error: model.onnx", _tool.Error, StringComparison.Ordinal);
        Assert.Single(_tool.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("yes", "data.csv, line 3, column 'label': 'yes' is not a label; labels are 0 or 1, false or true, 1 and true for anomalies.")]
    [InlineData("", "data.csv, line 3, column 'label': '' is not a label; labels are 0 or 1, false or true, 1 and true for anomalies.")]
    public void LabelsAreZeroOrOne(string label, string message)
    {
        Assert.Equal(ExitCodes.BadInput, _tool.Fit($"a,label\n1,0\n2,{label}\n", "--label", "label"));
        Assert.Equal($"error: {message}", _tool.Error.TrimEnd());
    }

    [Theory]
    [InlineData("--label", "data.csv, line 1: there is no column 'c' to be the label; the columns are a, b")]
    [InlineData("--exclude", "data.csv, line 1: there is no column 'c' to exclude; the columns are a, b")]
    public void UnknownColumnsAreNamed(string option, string message)
    {
        Assert.Equal(ExitCodes.BadInput, _tool.Fit("a,b\n1,2\n", option, "c"));
        Assert.Equal($"error: {message}", _tool.Error.TrimEnd());
    }

    [Fact]
    public void ExcludingEverythingLeavesNothing()
    {
        Assert.Equal(ExitCodes.BadInput, _tool.Fit("a,b\n1,2\n", "--exclude", "a", "b"));
        Assert.Equal("error: data.csv, line 1: no column is left to train on.", _tool.Error.TrimEnd());
    }
}
