using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VaeMl.Files;

/// <summary>Temporary files next to the file to be written. Their names identify the process, so that files of killed processes can be removed.</summary>
internal static class TemporaryFile
{
    private const string Mark = ".vaeml", Extension = ".tmp";
    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(1), ClockError = TimeSpan.FromSeconds(5);
    private static readonly string Machine = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName)))[..8];

    /// <summary>Creates a file that no other process can open.</summary>
    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write to the folder.</exception>
    public static FileStream Create(string folder, FileOptions options) => new(
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Mark}-{Machine}-{Environment.ProcessId}-{Guid.NewGuid():N}{Extension}")),
        FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, options);

    /// <summary>Removes files that no process writes any more, where permitted.</summary>
    public static void Sweep(string folder)
    {
        // Links are not followed, because anyone may have put them there.
        EnumerationOptions files = new() { AttributesToSkip = FileAttributes.Directory | FileAttributes.ReparsePoint };
        try
        {
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles($"{Mark}-*{Extension}", files))
                if (IsStale(file))
                    Remove(file.FullName);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing can be removed. Writing to the folder will report the error.
        }
    }

    /// <summary>Whether a file was left behind. For this machine its process is checked; a file from another machine is stale if it has not changed for long.</summary>
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
            // The process id may have been reused since.
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
            // Opening fails if a process that cannot be seen from here, such as one in another container, still writes the file.
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Owned by someone else, in use, or already gone: leave it.
        }
    }
}
