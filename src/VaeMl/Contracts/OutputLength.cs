namespace VaeMl.Contracts;

/// <summary>How many elements an added column has, and what each is of.</summary>
internal enum OutputLength
{
    /// <summary>One, which is no vector.</summary>
    Scalar,

    /// <summary>q latent variables.</summary>
    LatentSize,

    /// <summary>d features.</summary>
    Features,

    /// <summary>d features, or as many columns of a table as they are of.</summary>
    Contributions,
}
