namespace VaeMl.Notebooks.Tests;

public class TheLectureTests
{
    [Fact]
    public Task RunsAndItsOutputsAreFresh() => NotebookCheck.RunAsync("01-the-lecture.ipynb");
}
