using System.CommandLine;
using VaeMl.Files;

namespace VaeMl.Benchmarks.Soak;

/// <summary>Writes one path again and again until it is killed. Its files tell whether they are whole.</summary>
internal static class DiskWriter
{
    public const string CommandName = "disk-writer";

    private const int Pieces = 64, PieceBytes = 4096;

    public static Command Command()
    {
        Argument<string> path = new("path");
        Argument<int> seed = new("seed");
        Command command = new(CommandName, "The worker of soak's disk part.") { path, seed };
        command.Hidden = true;
        command.SetAction(result => WriteOn(result.GetRequiredValue(path), result.GetValue(seed)));
        return command;
    }

    /// <summary>Writes a file of one byte, many times.</summary>
    public static void WriteOnce(string path, int seed) => AtomicFile.Write(path, stream =>
    {
        byte[] piece = new byte[PieceBytes];
        Array.Fill(piece, (byte)seed);
        for (int i = 0; i < Pieces; i++)
            stream.Write(piece);
    });

    /// <summary>Whether a file is one that <see cref="WriteOnce"/> has written to its end.</summary>
    public static bool IsWhole(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        return content.Length == Pieces * PieceBytes && content.AsSpan().IndexOfAnyExcept(content[0]) < 0;
    }

    private static void WriteOn(string path, int seed)
    {
        while (true)
        {
            try
            {
                WriteOnce(path, seed++);
            }
            catch (IOException)
            {
                // No room: what is there must stay.
            }
        }
    }
}
