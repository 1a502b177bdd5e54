using System.Diagnostics;
using System.Globalization;
using VaeMl.Files;

namespace VaeMl.Tests.Files;

public sealed class TemporaryFileTests : IDisposable
{
    private static readonly int _own = Environment.ProcessId;
    private readonly string _folder = Directory.CreateTempSubdirectory("vaeml-stale-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AFileOfAProcessThatIsNoMoreIsRemoved()
    {
        Left(Dead());
        TemporaryFile.Sweep(_folder);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void AFileOfALivingProcessStays()
    {
        Left(_own);
        TemporaryFile.Sweep(_folder);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void AFileFromBeforeTheProcessOfItsNumberBeganIsRemoved()
    {
        using Process process = Process.GetCurrentProcess();
        File.SetLastWriteTimeUtc(Left(_own), process.StartTime.ToUniversalTime().AddMinutes(-1));
        TemporaryFile.Sweep(_folder);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void AFileThatIsHeldStaysWhateverItsName()
    {
        using (FileStream held = new(Left(Dead()), FileMode.Open, FileAccess.Write, FileShare.None))
            TemporaryFile.Sweep(_folder);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(25, 0)]
    public void AFileOfAnotherMachineIsRemovedWhenItHasRestedForADay(int hours, int left)
    {
        string path = Left(Dead(), "00000000");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-hours));
        TemporaryFile.Sweep(_folder);
        Assert.Equal(left, Directory.GetFiles(_folder).Length);
    }

    [Theory]
    [InlineData(".vaeml-notes.tmp")]
    [InlineData(".vaeml-1-2-3-4.tmp")]
    [InlineData(".vaeml-model-x-1.tmp")]
    [InlineData("model.onnx.tmp")]
    public void FilesOfOthersStay(string name)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, "mine");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-30));
        TemporaryFile.Sweep(_folder);
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Fact]
    public void ALinkStaysAndWhatItLeadsTo()
    {
        if (OperatingSystem.IsWindows())
            return;
        string mine = Path.Combine(_folder, "mine");
        string link = Left(Dead());
        File.Move(link, mine);
        File.CreateSymbolicLink(link, mine);
        TemporaryFile.Sweep(_folder);
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    /// <summary>The number of a process that has ended.</summary>
    private static int Dead()
    {
        using Process process = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "hostname" : "true") { RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.Id;
    }

    /// <summary>A file as a process would have left it.</summary>
    private string Left(int process, string? machine = null)
    {
        string path;
        using (FileStream file = TemporaryFile.Create(_folder, FileOptions.None))
            path = file.Name;
        string[] parts = Path.GetFileName(path).Split('-');
        string left = Path.Combine(_folder, string.Join('-', parts[0], machine ?? parts[1], process.ToString(CultureInfo.InvariantCulture), parts[3]));
        File.Move(path, left);
        return left;
    }
}
