namespace VaeMl.Notebooks.Tests;

public class OutputComparisonTests
{
    [Theory]
    [InlineData("ELBO -24.82 nats", "ELBO -24.9 nats")]
    [InlineData("a   1.00", "a 1.00")]
    [InlineData("0.03", "0.04")]
    [InlineData("1620 steps, 4.5 s", "1620 steps, 11.25 s")]
    [InlineData("±0.0018", "±0.0018")]
    [InlineData("1e-12", "1.001e-12")]
    public void SaysTheSame(string saved, string fresh) => Assert.Null(Text(saved, fresh));

    [Theory]
    [InlineData("ELBO -24.82 nats", "ELBO -26.00 nats", "'-24.82' is saved, '-26.00' came, after \"ELBO\".")]
    [InlineData("ELBO -24.82 nats", "ELBO 24.82 nats", "'-24.82' is saved, '24.82' came")]
    [InlineData("10 rows flagged", "11 rows flagged", "'10' is saved, '11' came")]
    [InlineData("10 rows", "10 columns", "'rows' is saved, 'columns' came")]
    [InlineData("f10 0.50", "f11 0.50", "'f10' is saved, 'f11' came")]
    [InlineData("1 2", "1", "'2' is saved, 'the end' came")]
    [InlineData("1", "NaN", "'1' is saved, 'NaN' came")]
    public void SaysSomethingElse(string saved, string fresh, string message) => Assert.Contains(message, Text(saved, fresh), StringComparison.Ordinal);

    [Theory]
    [InlineData("<svg><text x=\"10\">loss 5</text></svg>", "<svg><text x=\"14\">loss 5</text></svg>", true)]
    [InlineData("<svg><text x=\"10\">loss 5</text></svg>", "<svg><text x=\"10\">loss 6</text></svg>", false)]
    [InlineData("<svg><path d=\"M1 2.5h1\" opacity=\"0.5\"/></svg>", "<svg><path d=\"M1 2.5h1\" opacity=\"0.6\"/></svg>", true)]
    [InlineData("<svg><path d=\"M1 2.5h1\" opacity=\"0.5\"/></svg>", "<svg><path d=\"M1 2.5h1\" opacity=\"0.9\"/></svg>", false)]
    [InlineData("<svg><polyline points=\"1,2 30,40\"/></svg>", "<svg><polyline points=\"1,2 30,50\"/></svg>", false)]
    [InlineData("<svg><polyline points=\"1,2 30,40\"/></svg>", "<svg><polyline points=\"1,2\"/></svg>", false)]
    [InlineData("<svg><g fill=\"#3f7fd9\"/></svg>", "<svg><g fill=\"#3f7fd8\"/></svg>", false)]
    public void Drawings(string saved, string fresh, bool same) =>
        Assert.Equal(same, OutputComparison.Difference([new(OutputKind.Display, "image/svg+xml", saved)], [new(OutputKind.Display, "image/svg+xml", fresh)]) is null);

    [Fact]
    public void KindsAndNumbersOfOutputs()
    {
        CellOutput written = CellOutput.Console("1"), value = new(OutputKind.Result, "text/plain", "1");
        Assert.Equal("1 output(s) are saved, 2 came.", OutputComparison.Difference([written], [written, value]));
        Assert.Contains("Stream of text/plain", OutputComparison.Difference([written], [value]), StringComparison.Ordinal);
    }

    private static string? Text(string saved, string fresh) => OutputComparison.Difference([CellOutput.Console(saved)], [CellOutput.Console(fresh)]);
}
