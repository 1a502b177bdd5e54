namespace VaeMl.Notebooks.Tests;

public class NotebookTests
{
    [Theory]
    [InlineData("01-the-lecture.ipynb")]
    [InlineData("02-anomaly-detection.ipynb")]
    [InlineData("03-featurization.ipynb")]
    public Task RunsAndItsOutputsAreFresh(string name) => NotebookCheck.RunAsync(name);
}
