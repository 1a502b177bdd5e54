namespace VaeMl.Contracts;

/// <summary>The number of elements in an added column, and what they stand for.</summary>
internal enum OutputLength
{
    /// <summary>A single value, not a vector.</summary>
    Scalar,

    /// <summary>One element for each of the q latent variables.</summary>
    LatentSize,

    /// <summary>One element for each of the d features.</summary>
    Features,

    /// <summary>One element for each of the d features or, with a table, for each of its columns.</summary>
    Contributions,
}
