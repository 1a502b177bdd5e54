using VaeMl.Files;

namespace VaeMl.Tests.Onnx;

public sealed class SavingTests : IDisposable
{
    private static readonly VaeModel Model = new ModelCase("gaussian").Create();
    private readonly string _folder = Directory.CreateTempSubdirectory("vaeml-saving-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_saved_file_replaces_the_old_one_and_leaves_nothing_else()
    {
        string path = Path.Combine(_folder, "model.onnx");
        File.WriteAllText(path, "old");
        Model.Save(path);
        Assert.Equal(ModelBytes.Write(Model), File.ReadAllBytes(path));
        Model.SaveOnnx(path, new OnnxExport { Score = "S" });
        Assert.Equal(ModelBytes.Write(Model, new OnnxExport { Score = "S" }), File.ReadAllBytes(path));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
        Assert.Equal(Model.Threshold, VaeModel.Load(path).Threshold);
    }

    [Fact]
    public void A_failing_write_leaves_the_old_file()
    {
        string path = Path.Combine(_folder, "model.onnx");
        File.WriteAllText(path, "old");
        Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(ModelBytes.Write(Model).AsSpan(0, 1000));
            throw new IOException("disk full");
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Where_nothing_can_be_written_saving_fails_and_leaves_nothing()
    {
        Assert.ThrowsAny<IOException>(() => Model.Save(Path.Combine(_folder, "absent", "model.onnx")));
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        Assert.ThrowsAny<IOException>(() => Model.Save(Path.Combine(file, "model.onnx")));
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "folder")).FullName;
        Assert.True(Record.Exception(() => Model.Save(folder)) is IOException or UnauthorizedAccessException);
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void A_missing_file_is_a_missing_file() =>
        Assert.Throws<FileNotFoundException>(() => VaeModel.Load(Path.Combine(_folder, "absent.onnx")));

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        string path = Path.Combine(_folder, "model.onnx");
        File.WriteAllText(path, "");
        VaeModelFormatException e = Assert.Throws<VaeModelFormatException>(() => VaeModel.Load(path));
        Assert.StartsWith(path + " is empty; ", e.Message, StringComparison.Ordinal);
    }
}
