using System.Security.Cryptography;
using VaeMl.Files;

namespace VaeMl.Training.Checkpoints;

/// <summary>
/// The checkpoint file: a magic number, the format version, the fingerprint of the training run, a part for the model and for each fold, and the SHA-256 of all that.
/// </summary>
internal static class CheckpointFile
{
    private const int Format = 1, LoopPart = 0, FoldPart = 1;

    private static ReadOnlySpan<byte> Mark => "VaeMlCkp"u8;

    /// <summary>Writes the file atomically.</summary>
    public static void Write(TrainingCheckpoint checkpoint, RunFingerprint run, IReadOnlyDictionary<int, object> parts) => AtomicFile.Write(checkpoint.Path, file =>
    {
        using SHA256 hash = SHA256.Create();
        using (CryptoStream hashed = new(file, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            hashed.Write(Mark);
            using CheckpointWriter writer = new(hashed);
            writer.Write(Format);
            foreach (string text in (string[])[run.Version, run.Trainer, run.Options, run.Rows, run.Columns, run.Values, run.Model])
                writer.Write(text);
            writer.Write(parts.Count);
            foreach ((int number, object part) in parts.OrderBy(part => part.Key))
                Write(writer, number, part);
        }
        file.Write(hash.Hash!);
    });

    /// <summary>Reads a file.</summary>
    /// <exception cref="VaeCheckpointException">The file is damaged or not a checkpoint.</exception>
    public static (RunFingerprint Run, Dictionary<int, object> Parts) Read(TrainingCheckpoint checkpoint)
    {
        using FileStream file = new(checkpoint.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try
        {
            long end = Verified(file);
            using CheckpointReader reader = new(file, end);
            if (reader.Int32() is not Format and int format)
                throw new InvalidDataException($"its format is {format} where this version of VaeMl reads {Format}");
            RunFingerprint run = new(reader.Text(), reader.Text(), reader.Text(), reader.Text(), reader.Text(), reader.Text(), reader.Text());
            Dictionary<int, object> parts = [];
            for (int left = reader.Length(sizeof(int)); left > 0; left--)
                parts[reader.Int32()] = Part(reader);
            return reader.AtEnd ? (run, parts) : throw new InvalidDataException("it has trailing data");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Unusable(checkpoint, $"is damaged, or no checkpoint of VaeMl: {e.Message.TrimEnd('.')}", e);
        }
    }

    /// <summary>Creates an error that says what is wrong with a file and what to do.</summary>
    public static VaeCheckpointException Unusable(TrainingCheckpoint checkpoint, FormattableString problem, Exception? cause = null) =>
        VaeCheckpointException.WithOptionNames($"{checkpoint.Path} {problem}. Delete the file to start over, or give another path.", cause);

    private static void Write(CheckpointWriter writer, int number, object part)
    {
        writer.Write(number);
        if (part is FoldResult fold)
        {
            writer.Write(FoldPart);
            writer.Write(fold.Scores);
            writer.Write(fold.Retries);
        }
        else
        {
            writer.Write(LoopPart);
            writer.Write((LoopState)part);
        }
    }

    private static object Part(CheckpointReader reader) => reader.Int32() switch
    {
        LoopPart => reader.LoopState(),
        FoldPart => new FoldResult(reader.Array<float>(), reader.Texts()),
        var kind => throw new InvalidDataException($"it has a part of an unknown kind, {kind}"),
    };

    /// <summary>Checks the magic number and the hash, and leaves the stream after the magic number.</summary>
    /// <returns>The position of the hash.</returns>
    private static long Verified(FileStream file)
    {
        Span<byte> mark = stackalloc byte[Mark.Length], stored = stackalloc byte[SHA256.HashSizeInBytes];
        long end = file.Length - SHA256.HashSizeInBytes;
        if (end < Mark.Length)
            throw new InvalidDataException("it is too short");
        file.ReadExactly(mark);
        if (!mark.SequenceEqual(Mark))
            throw new InvalidDataException("its header is wrong");
        file.Position = 0;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        for (long left = end; left > 0;)
        {
            int read = (int)Math.Min(left, buffer.Length);
            file.ReadExactly(buffer.AsSpan(0, read));
            hash.AppendData(buffer.AsSpan(0, read));
            left -= read;
        }
        file.ReadExactly(stored);
        if (!stored.SequenceEqual(hash.GetHashAndReset()))
            throw new InvalidDataException("its checksum does not fit its content");
        file.Position = Mark.Length;
        return end;
    }
}
