namespace VaeMl.Networks;

/// <summary>The purposes of random numbers. Each has its own stream, so that one more draw for one purpose never shifts another.</summary>
internal enum RandomPurpose : uint
{
    Weights = 1,
    Shuffle = 2,
    TrainingNoise = 3,
    ScoreNoise = 4,
    Folds = 5,
    Generation = 6,
    FoldSeed = 7,
    Windows = 8,
}

/// <summary>A sequence of random numbers from a seed, a purpose and a number such as the epoch.</summary>
internal struct RandomStream(ulong seed, RandomPurpose purpose, uint number = 0)
{
    private readonly PhiloxKey _key = new(seed, purpose, number);
    private ulong _counter;
    private ulong _spare;
    private bool _hasSpare;

    public ulong NextUInt64()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }
        (uint a, uint b, uint c, uint d) = Philox.Block(_key, _counter++);
        _spare = (ulong)c << 32 | d;
        _hasSpare = true;
        return (ulong)a << 32 | b;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From N(0, 1) (Box and Muller 1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(Math.Tau * NextDouble());

    /// <summary>Uniform in 0 … bound − 1. The bias of the multiply-shift is below 2⁻³².</summary>
    public int NextInt(int bound) => (int)((UInt128)NextUInt64() * (ulong)bound >> 64);

    /// <summary>Shuffles the items (Fisher and Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
