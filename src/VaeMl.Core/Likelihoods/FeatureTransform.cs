namespace VaeMl.Likelihoods;

/// <summary>What is fixed for each feature before training: its likelihood and the conversion between its own units and the network's.</summary>
/// <remarks>
/// In the network's units s = (x − <see cref="Shift"/>) · <see cref="InverseScale"/>; Bernoulli features and categories have shift 0 and scale 1.
/// d features have D slots, which are the inputs of the encoder and the first outputs of the decoder. A category has one slot for each level.
/// </remarks>
internal sealed class FeatureTransform
{
    /// <summary>s is clipped to ± this value, so that its square stays finite.</summary>
    public const float LargestValue = 1e18f;

    /// <summary>
    /// The encoder's input is clipped to ± this many standard deviations. The likelihood uses the unclipped value. For larger inputs the rounding errors of the
    /// activations would grow, and two runtimes would no longer agree on the score.
    /// </summary>
    public const float LargestStandardizedInput = 100;

    public FeatureTransform(Likelihood[] likelihoods, float[] logScale, float[] varianceFloor, float[] shift, float[] scale, float[] fill, bool standardized, IReadOnlyList<double>? steps = null)
    {
        LogScales = logScale;
        Likelihoods = likelihoods;
        VarianceFloor = varianceFloor;
        Shift = shift;
        Scale = scale;
        InverseScale = [.. scale.Select(s => 1 / s)];
        Fill = fill;
        EncoderLimit = standardized ? LargestStandardizedInput : LargestValue;
        FirstSlots = new int[likelihoods.Length];
        foreach ((int j, Likelihood likelihood) in likelihoods.Index())
        {
            FirstSlots[j] = SlotCount;
            SlotCount = checked(SlotCount + likelihood.Slots);
        }
        Runs = RunsOf(likelihoods, FirstSlots);
        Steps = [.. likelihoods.Select((likelihood, j) => likelihood.HasVariance && steps is not null ? steps[j] : 0)];
        Constant = [.. likelihoods.Select((likelihood, j) => (float)(likelihood.Constant + LogUnit(j)))];
    }

    public int Count => Likelihoods.Length;

    /// <summary>d likelihoods.</summary>
    public Likelihood[] Likelihoods { get; }

    /// <summary>The likelihoods as runs of neighbouring features with the same likelihood.</summary>
    public LikelihoodRun[] Runs { get; }

    /// <summary>The number of slots D.</summary>
    public int SlotCount { get; }

    /// <summary>d numbers: the start of each feature's slots.</summary>
    public int[] FirstSlots { get; }

    /// <summary>d values in the data's units: c for features on the <see cref="LogScale"/>; 0 for the others.</summary>
    public float[] LogScales { get; }

    /// <summary>d values in the network's units: the smallest variance (Student-t: squared scale); 0 for features without variance.</summary>
    public float[] VarianceFloor { get; }

    /// <summary>d values: the shift that is subtracted.</summary>
    public float[] Shift { get; }

    /// <summary>d values, positive: the data's units per network unit.</summary>
    public float[] Scale { get; }

    public float[] InverseScale { get; }

    /// <summary>D values in the network's units: the encoder's input for a missing value. It is the mean or the level frequencies of the training set.</summary>
    public float[] Fill { get; }

    public float EncoderLimit { get; }

    /// <summary>
    /// d values in the data's units: the step of each feature's grid. 0 without a grid, and for Bernoulli features, whose terms are probabilities already.
    /// </summary>
    public double[] Steps { get; }

    /// <summary>
    /// d values in nats: each term's constant. It includes the log-Jacobian of the scaling, so that densities are those of the original data, or per unit of the
    /// <see cref="LogScale"/>. On a grid the log of the step is subtracted: density times step is the probability of the value's cell.
    /// </summary>
    public float[] Constant { get; }

    public bool HasSteps => Array.Exists(Steps, step => step > 0);

    public bool HasLogScale => Array.Exists(LogScales, c => c > 0);

    public bool HasCategories => Array.Exists(Likelihoods, l => l.Levels > 0);

    public bool HasVariance => Likelihoods.Any(l => l.HasVariance);

    /// <summary>The <see cref="VarianceFloor"/> of a run of features.</summary>
    public ReadOnlySpan<float> FloorsOf(LikelihoodRun run) => VarianceFloor.AsSpan(run.First, run.Count);

    /// <summary>Converts a value to the data's units, with the same rounding as the scorer's reconstruction.</summary>
    public float FromNetwork(int feature, float s)
    {
        float t = s * Scale[feature] + Shift[feature];
        return OnGrid(feature, LogScales[feature] is > 0 and float c ? LogScale.Inverse(t, c) : t);
    }

    /// <summary>Rounds a value in the data's units to the feature's grid, ties to the even multiple. Without a grid it returns the value.</summary>
    public float OnGrid(int feature, float value) => Steps[feature] is > 0 and double step ? (float)(Math.Round(value / step) * step) : value;

    /// <summary>The log of one network unit, measured in the unit that the feature's densities refer to. It is added to the negative log density.</summary>
    public double LogUnit(int feature) =>
        Math.Log(Scale[feature]) - (Steps[feature] > 0 && LogScales[feature] == 0 ? Math.Log(Steps[feature]) : 0);

    /// <summary>Converts a value to the network's units.</summary>
    public float ToNetwork(int feature, float value) =>
        ((LogScales[feature] is > 0 and float c ? LogScale.Apply(value, c) : value) - Shift[feature]) * InverseScale[feature];

    private static LikelihoodRun[] RunsOf(Likelihood[] likelihoods, int[] firstSlots)
    {
        List<LikelihoodRun> runs = [];
        foreach ((int j, Likelihood likelihood) in likelihoods.Index())
            if (runs.Count > 0 && runs[^1].Likelihood == likelihood)
                runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
            else
                runs.Add(new LikelihoodRun(likelihood, j, 1, firstSlots[j]));
        return [.. runs];
    }
}

/// <summary>A run of neighbouring features with the same likelihood.</summary>
/// <param name="Likelihood">Their likelihood.</param>
/// <param name="First">The first feature.</param>
/// <param name="Count">The number of features.</param>
/// <param name="FirstSlot">The start of the first feature's slots.</param>
internal readonly record struct LikelihoodRun(Likelihood Likelihood, int First, int Count, int FirstSlot)
{
    /// <summary>The number of levels of each feature; 0 for numeric features.</summary>
    public int Levels { get; } = Likelihood.Levels;

    /// <summary>The number of slots of each feature.</summary>
    public int Slots { get; } = Likelihood.Slots;
}
