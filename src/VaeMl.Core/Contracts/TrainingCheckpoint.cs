namespace VaeMl;

/// <summary>A file with the state of a training run. A run that was interrupted or killed resumes from it and ends with the same model.</summary>
/// <remarks>
/// <para>
/// The file holds the state at the end of an epoch: weights, Adam's moments, the number of epochs done, the best epoch so far and which rows are trained on, for
/// the model and for every fold that calibrates its threshold. All randomness follows from seed, epoch and step. The file is written atomically, at most
/// once a second, and so rarely that writing takes at most a tenth of the time. It is written once more when training ends or is cancelled. A killed
/// run therefore loses a second or two, and the epoch it was in.
/// </para>
/// <para>
/// A run resumes from the file if its options (except <see cref="VaeOptions.Threads"/>), rows, trainer, version of VaeMl and, if a
/// model's training is continued, the model are the same; for rows in a temporary file also the memory limit. Otherwise it fails and leaves the file unchanged. On the same machine, the built-in trainer's model is bit-identical to that of an uninterrupted run.
/// The file is kept when training is done, until <see cref="Delete"/> is called, because the model is not saved yet.
/// </para>
/// <para>
/// Two concurrent training runs need two files: a second run with the same file fails, and the error names the process that uses it. An empty lock file
/// beside the checkpoint serves for this and is removed when training ends. One left behind by a killed process blocks nothing; the next run removes it.
/// </para>
/// </remarks>
/// <param name="path">The path of the file. Its folder must exist.</param>
/// <exception cref="ArgumentException">The path is empty.</exception>
public sealed class TrainingCheckpoint(string path)
{
    /// <summary>The path of the file.</summary>
    public string Path { get; } = string.IsNullOrWhiteSpace(path) ? throw new ArgumentException("A checkpoint needs a file name; an empty one was given.", nameof(path)) : path;

    /// <summary>Whether the file exists, so that training resumes from it.</summary>
    public bool Exists => File.Exists(Path);

    /// <summary>Deletes the file if it exists. Call it once the model is saved.</summary>
    /// <exception cref="IOException">The file cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write to the folder.</exception>
    public void Delete() => File.Delete(Path);
}
