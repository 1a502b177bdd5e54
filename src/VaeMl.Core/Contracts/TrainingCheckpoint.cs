namespace VaeMl;

/// <summary>A file in which a training is kept while it goes on, so that one that was interrupted or killed goes on from there and ends with the same model.</summary>
/// <remarks>
/// <para>
/// It holds the weights, Adam's moments, the epochs so far, the best of them and the rows trained on, of the model and of every fold that calibrates its
/// threshold, as they were at the end of an epoch; all randomness follows from seed, epoch and step. It is written whole or not at all, at most once a
/// second and seldom enough for the writing to take no more than a tenth of the time, and once more when a training is cancelled or done. So a
/// kill costs a second or two, and an epoch that was not finished.
/// </para>
/// <para>
/// A training that finds the file goes on from it, if options (but for <see cref="VaeOptions.Threads"/>), rows, trainer and version of VaeMl are
/// those it was begun with; otherwise it fails and leaves the file alone. On the same machine the built-in trainer then ends with the same
/// bits as without the interruption. The file stays when training is done, until <see cref="Delete"/>: the model is not saved by then.
/// Two trainings at a time need two files: while one runs, a second one with the same file fails and names the process. For that there is an empty file
/// beside it, which goes with the training; what a kill leaves of it blocks nothing and is removed by the next training.
/// </para>
/// </remarks>
/// <param name="path">Where it is. The folder must exist.</param>
/// <exception cref="ArgumentException">The path is empty.</exception>
public sealed class TrainingCheckpoint(string path)
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = string.IsNullOrWhiteSpace(path) ? throw new ArgumentException("A checkpoint needs a file name; an empty one was given.", nameof(path)) : path;

    /// <summary>Whether there is a training to go on with.</summary>
    public bool Exists => File.Exists(Path);

    /// <summary>Removes the file, if it is there: for when the model is saved.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Delete() => File.Delete(Path);
}
