using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VaeMl.Files;

/// <summary>Files that are written beside their place. Their names tell whose they are, so that those of killed processes can be removed.</summary>
internal static class TemporaryFile
{
    private const string Mark = ".vaeml", Extension = ".tmp";
    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(1), ClockError = TimeSpan.FromSeconds(5);
    private static readonly string Machine = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName)))[..8];

    /// <summary>Makes one, which no other process can open.</summary>
    /// <exception cref="IOException">The folder takes none.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static FileStream Create(string folder, FileOptions options) => new(
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Mark}-{Machine}-{Environment.ProcessId}-{Guid.NewGuid():N}{Extension}")),
        FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, options);

    /// <summary>Removes those that nobody writes any more, if that is permitted.</summary>
    public static void Sweep(string folder)
    {
        // Links are not followed: anyone may have put them there.
        EnumerationOptions files = new() { AttributesToSkip = FileAttributes.Directory | FileAttributes.ReparsePoint };
        try
        {
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles($"{Mark}-*{Extension}", files))
                if (IsStale(file))
                    Remove(file.FullName);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing to remove; whoever writes there is told.
        }
    }

    /// <summary>A process of this machine is asked for; of another one, a file that rested for long is taken for left behind.</summary>
    private static bool IsStale(FileInfo file)
    {
        if (file.Name.Split('-') is not [Mark, var machine, var number, _] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int process))
            return false;
        return machine == Machine ? !Writes(process, file.LastWriteTimeUtc) : DateTime.UtcNow - file.LastWriteTimeUtc > LongestRest;
    }

    private static bool Writes(int number, DateTime lastWrite)
    {
        try
        {
            using Process process = Process.GetProcessById(number);
            // A later process may have been given the number.
            return process.StartTime.ToUniversalTime() - ClockError <= lastWrite;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return true;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            // Whoever still writes, such as a process of another container, holds it.
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another's, held, or gone: it stays.
        }
    }
}
