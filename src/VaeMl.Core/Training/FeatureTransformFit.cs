using VaeMl.Likelihoods;

namespace VaeMl.Training;

/// <summary>Chooses the likelihood and scaling of each feature from the data's summary.</summary>
internal static class FeatureTransformFit
{
    // Within these limits the inverse and the logarithm of a scale are normal single-precision numbers.
    private const double LeastScale = 1e-30, LargestScale = 1e30;

    /// <param name="data">The rows.</param>
    /// <param name="summary">Their summary.</param>
    /// <param name="resolved">The options.</param>
    /// <param name="exactFloor">Whether to use the variance floor as given, however coarse the data are.</param>
    public static FeatureTransform Create(VaeData data, DataSummary summary, ResolvedOptions resolved, bool exactFloor = false)
    {
        VaeOptions options = resolved.Options;
        int d = data.FeatureCount;
        Likelihood[] likelihoods = new Likelihood[d];
        float[] logScale = new float[d], floor = new float[d], shift = new float[d], scale = new float[d];
        List<float> fill = new(data.SlotCount);
        Dictionary<int, Likelihood> categorical = [];
        FeatureSummary[] moments = new FeatureSummary[d];
        GaussianLikelihood gaussian = new();
        StudentTLikelihood studentT = new();
        BernoulliLikelihood bernoulli = new(binary: false), binary = new(binary: true);
        Likelihood automatic = resolved.IsHeavyTailed ? studentT : gaussian;
        if (options.Likelihood == LikelihoodKind.Bernoulli)
            CheckUnitInterval(data, summary);
        for (int j = 0; j < d; j++)
        {
            FeatureSummary feature = summary.Features[j];
            likelihoods[j] = data.Levels[j] is { } levels ? Categorical(levels.Count) : options.Likelihood switch
            {
                LikelihoodKind.Bernoulli => bernoulli,
                LikelihoodKind.Gaussian => gaussian,
                LikelihoodKind.StudentT => studentT,
                _ => feature.IsBinary ? binary : automatic,
            };
            if (options.LogScale!.Value && options.Standardize && likelihoods[j].IsStandardized)
                logScale[j] = ScaleChoice.Choose(summary.Sample, summary.UsableRows, j, feature);
            if (logScale[j] > 0)
                feature = FeatureSummary.OnLogScale(summary.Sample, summary.UsableRows, j, logScale[j]);
            moments[j] = feature;
            bool standardize = options.Standardize && likelihoods[j].IsStandardized;
            shift[j] = standardize ? (float)feature.Mean : 0;
            scale[j] = standardize ? ScaleOf(feature) : 1;
            floor[j] = likelihoods[j].HasVariance ? FloorOf(j) : 0;
            fill.AddRange(feature.IsCategory ? feature.Frequencies : [(float)((feature.Mean - shift[j]) / scale[j])]);
        }
        return new FeatureTransform(likelihoods, logScale, floor, shift, scale, [.. fill], options.Standardize, data.Schema?.Steps);

        // Adjacent categories with the same number of levels share one likelihood and so form a run.
        Likelihood Categorical(int count) => categorical.TryGetValue(count, out Likelihood? known) ? known : categorical[count] = new CategoricalLikelihood(count);

        float FloorOf(int j)
        {
            double given = options.VarianceFloor!.Value, variance = moments[j].StandardDeviation * moments[j].StandardDeviation;
            double rounding = exactFloor || options.Variance == VarianceKind.Shared ? 0 : Math.Min(variance, FeatureResolution.RoundingVariance(summary.Sample, summary.UsableRows, j, logScale[j]));
            return (float)Math.Max(given, rounding / ((double)scale[j] * scale[j]));
        }
    }

    /// <summary>The standard deviation. For a constant feature its magnitude, so that the score of a new value does not depend on the unit.</summary>
    private static float ScaleOf(FeatureSummary feature)
    {
        double scale = feature.IsConstant ? Math.Abs(feature.Minimum) : feature.StandardDeviation;
        return scale == 0 ? 1 : (float)Math.Clamp(scale, LeastScale, LargestScale);
    }

    private static void CheckUnitInterval(VaeData data, DataSummary summary)
    {
        int wrong = Array.FindIndex(summary.Features, feature => !feature.IsCategory && (feature.Minimum < 0 || feature.Maximum > 1));
        if (wrong < 0)
            return;
        int row = Enumerable.Range(0, data.Count).First(i => data[i][wrong] is < 0 or > 1);
        throw VaeDataException.AtValue(
            row,
            data.FeatureNames[wrong],
            FormattableString.Invariant($"holds {data[row][wrong]}; the Bernoulli likelihood needs values in [0, 1]. ") + "Scale the feature to [0, 1], or choose the Gaussian or Auto likelihood.");
    }
}
