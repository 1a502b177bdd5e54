using VaeMl.Files;

namespace VaeMl.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vaeml-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("plain.onnx")]
    [InlineData("with blanks and 'quotes'.onnx")]
    [InlineData("größe-模型-ışık.onnx")]
    [InlineData("two\nlines.onnx")]
    [InlineData("-")]
    [InlineData(".hidden")]
    public void AnyNameIsWrittenAndNothingElseIsLeft(string name)
    {
        if (OperatingSystem.IsWindows() && name.Contains('\n', StringComparison.Ordinal))
            return;
        Write(name, "old");
        Write(name, "new");
        Assert.Equal("new", File.ReadAllText(PathOf(name)));
        Assert.Equal([PathOf(name)], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void ANameMayBeAsLongAsTheFileSystemPermits()
    {
        string name = new('n', OperatingSystem.IsWindows() ? 100 : 255);
        Write(name, "long");
        Assert.Equal("long", File.ReadAllText(PathOf(name)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ALinkStaysAndItsTargetIsWritten(bool dangling)
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(PathOf("models"));
        if (!dangling)
            Write("models/first.onnx", "old");
        File.CreateSymbolicLink(PathOf("models/latest.onnx"), "first.onnx");
        File.CreateSymbolicLink(PathOf("model.onnx"), "models/latest.onnx");
        Write("model.onnx", "new");
        Assert.Equal("models/latest.onnx", new FileInfo(PathOf("model.onnx")).LinkTarget);
        Assert.Equal("first.onnx", new FileInfo(PathOf("models/latest.onnx")).LinkTarget);
        Assert.Equal("new", File.ReadAllText(PathOf("models/first.onnx")));
        Assert.Equal(2, Directory.GetFileSystemEntries(PathOf("models")).Length);
    }

    [Fact]
    public void LinksInACircleAreAnError()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.CreateSymbolicLink(PathOf("a"), "b");
        File.CreateSymbolicLink(PathOf("b"), "a");
        Assert.ThrowsAny<IOException>(() => Write("a", "new"));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void AReadOnlyFileIsKept()
    {
        Write("model.onnx", "precious");
        File.SetAttributes(PathOf("model.onnx"), FileAttributes.ReadOnly);
        UnauthorizedAccessException e = Assert.Throws<UnauthorizedAccessException>(() => Write("model.onnx", "new"));
        Assert.Equal($"{PathOf("model.onnx")}: the file exists and is read-only.", e.Message);
        File.SetAttributes(PathOf("model.onnx"), FileAttributes.Normal);
        Assert.Equal("precious", File.ReadAllText(PathOf("model.onnx")));
    }

    [Fact]
    public async Task ANamedPipeTakesWhatIsWrittenAndStays()
    {
        if (OperatingSystem.IsWindows())
            return;
        Posix.Pipe(PathOf("pipe"));
        Task<string> reader = Task.Run(() => File.ReadAllText(PathOf("pipe")));
        Write("pipe", "through");
        Assert.Equal("through", await reader);
        using FileStream pipe = new(PathOf("pipe"), FileMode.Open, FileAccess.ReadWrite);
        Assert.False(pipe.CanSeek);
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void NothingIsMadeUntilThereIsSomethingToWrite()
    {
        using AtomicFile file = new(PathOf("model.onnx"));
        file.Check();
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
        file.Open().Write("x"u8);
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task OfManyWritersEachSucceedsAndAReaderAlwaysFindsAWholeFile()
    {
        string[] contents = [.. Enumerable.Range(0, 8).Select(writer => new string((char)('a' + writer), 50_000 + writer))];
        Write("model.onnx", contents[0]);
        using CancellationTokenSource done = new();
        Task<int> reader = Task.Run(() =>
        {
            int read = 0;
            for (; !done.IsCancellationRequested || read == 0; read++)
                Assert.Contains(File.ReadAllText(PathOf("model.onnx")), contents);
            return read;
        });
        Parallel.ForEach(contents, new ParallelOptions { MaxDegreeOfParallelism = contents.Length }, content =>
        {
            for (int i = 0; i < 10; i++)
                Write("model.onnx", content);
        });
        await done.CancelAsync();
        Assert.True(await reader > 0);
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private void Write(string name, string content) => AtomicFile.Write(PathOf(name), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(content)));
}
