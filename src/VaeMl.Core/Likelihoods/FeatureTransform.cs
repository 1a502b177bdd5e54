namespace VaeMl.Likelihoods;

/// <summary>What is fixed of each feature before training: its likelihood, and the way from its own units to the network's.</summary>
/// <remarks>
/// In the network's units s = (x − <see cref="Shift"/>) · <see cref="InverseScale"/>; Bernoulli features and categories keep shift 0 and scale 1.
/// d features have D slots: inputs of the encoder and first outputs of the decoder, of which a category has one for each level.
/// </remarks>
internal sealed class FeatureTransform
{
    /// <summary>s is cut at ± this, so that its square stays finite.</summary>
    public const float LargestValue = 1e18f;

    /// <summary>
    /// The encoder's input is cut at ± this many standard deviations; the likelihood sees the value. Beyond it, rounding in the activations
    /// would grow with the input and two runtimes would no longer agree on the score.
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

    /// <summary>The same, as runs of neighbouring features with one likelihood.</summary>
    public LikelihoodRun[] Runs { get; }

    /// <summary>D.</summary>
    public int SlotCount { get; }

    /// <summary>d numbers: where each feature's slots begin.</summary>
    public int[] FirstSlots { get; }

    /// <summary>d values in the data's units: the c of a feature on the <see cref="LogScale"/>; 0 for the others.</summary>
    public float[] LogScales { get; }

    /// <summary>d values in the network's units: the least variance (Student-t: squared scale); 0 where there is none.</summary>
    public float[] VarianceFloor { get; }

    /// <summary>d values: what is subtracted.</summary>
    public float[] Shift { get; }

    /// <summary>d values, positive: the data's units per network unit.</summary>
    public float[] Scale { get; }

    public float[] InverseScale { get; }

    /// <summary>D values in the network's units: what the encoder is fed for a missing value, the training mean or the levels' frequencies.</summary>
    public float[] Fill { get; }

    public float EncoderLimit { get; }

    /// <summary>d values in the data's units: the step of the grid that a feature's values lie on; 0 for the others, and for Bernoulli features, whose terms are probabilities already.</summary>
    public double[] Steps { get; }

    /// <summary>
    /// d values in nats: each term's constant, the scale's log-Jacobian included, so that densities are of the data as given or, on the <see cref="LogScale"/>, per unit of it.
    /// On a grid the step's logarithm is taken off: density times step is the probability of the value's cell.
    /// </summary>
    public float[] Constant { get; }

    public bool HasSteps => Array.Exists(Steps, step => step > 0);

    public bool HasLogScale => Array.Exists(LogScales, c => c > 0);

    public bool HasCategories => Array.Exists(Likelihoods, l => l.Levels > 0);

    public bool HasVariance => Likelihoods.Any(l => l.HasVariance);

    /// <summary>The <see cref="VarianceFloor"/> of a run.</summary>
    public ReadOnlySpan<float> FloorsOf(LikelihoodRun run) => VarianceFloor.AsSpan(run.First, run.Count);

    /// <summary>A value in the data's units, rounded as the scorer's reconstruction is.</summary>
    public float FromNetwork(int feature, float s)
    {
        float t = s * Scale[feature] + Shift[feature];
        return OnGrid(feature, LogScales[feature] is > 0 and float c ? LogScale.Inverse(t, c) : t);
    }

    /// <summary>The value of a feature's grid that is nearest to one in the data's units, of two the even multiple; without a grid the same.</summary>
    public float OnGrid(int feature, float value) => Steps[feature] is > 0 and double step ? (float)(Math.Round(value / step) * step) : value;

    /// <summary>The logarithm of what densities of a feature are per unit of, in network units: what they are divided by.</summary>
    public double LogUnit(int feature) =>
        Math.Log(Scale[feature]) - (Steps[feature] > 0 && LogScales[feature] == 0 ? Math.Log(Steps[feature]) : 0);

    /// <summary>A value of the data in the network's units.</summary>
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

/// <summary>Neighbouring features with one likelihood.</summary>
/// <param name="Likelihood">Their likelihood.</param>
/// <param name="First">The first feature.</param>
/// <param name="Count">How many.</param>
/// <param name="FirstSlot">Where the first feature's slots begin.</param>
internal readonly record struct LikelihoodRun(Likelihood Likelihood, int First, int Count, int FirstSlot)
{
    /// <summary>The levels of each feature; 0 for numbers.</summary>
    public int Levels { get; } = Likelihood.Levels;

    /// <summary>The slots of each feature.</summary>
    public int Slots { get; } = Likelihood.Slots;
}
