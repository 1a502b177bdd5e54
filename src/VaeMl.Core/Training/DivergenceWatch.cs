using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>
/// Tells a training whose numbers have gone wrong. A step whose objective is no finite number is one; one far above the first step's may be, or it may
/// hold a row of low likelihood. The median over the rows, which a few of them do not rule, decides.
/// </summary>
/// <param name="initial">What training began with.</param>
/// <param name="median">The median of the rows' objective by a network, in nats, with the KL term's weight.</param>
internal sealed class DivergenceWatch(NetworkParameters initial, Func<NetworkParameters, double, double> median)
{
    // Far beyond what any useful step loses; where nats count by hundreds, the objective must double.
    private const double LeastNats = 10;

    // Scoring some hundred rows must stay cheap beside the steps.
    private const int StepsBetweenChecks = 50;
    private (double Beta, double Median)? _before;
    private bool _isSuspicious;

    /// <summary>The first step's objective, in nats per row; null before it.</summary>
    public double? First { get; set; }

    /// <summary>The step after which the median was last asked for.</summary>
    public int LastCheck { get; set; }

    /// <summary>Looks at a step.</summary>
    /// <param name="terms">The batch's terms, summed.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="step">The step's number.</param>
    /// <param name="beta">The KL term's weight.</param>
    /// <param name="network">The parameters after the step.</param>
    /// <returns>What is wrong, if anything is.</returns>
    public string? Problem(in ElboTerms terms, int rows, int step, double beta, Func<NetworkParameters> network)
    {
        double objective = -(terms.LogLikelihood + beta * (terms.LogPrior - terms.LogPosterior)) / rows;
        if (!double.IsFinite(objective) || !double.IsFinite(terms.Elbo))
            return "the evidence lower bound is no longer a finite number";
        First ??= objective;
        _isSuspicious |= objective > Limit(First.Value);
        return _isSuspicious && step - LastCheck >= StepsBetweenChecks ? Problem(network(), step, beta) : null;
    }

    /// <summary>Looks at parameters that are to be kept.</summary>
    /// <param name="network">The parameters.</param>
    /// <param name="step">Steps made.</param>
    /// <param name="beta">The KL term's weight.</param>
    /// <param name="isLast">Whether they are the last, which are looked at closely.</param>
    public string? ProblemOf(NetworkParameters network, int step, double beta, bool isLast)
    {
        foreach (AlignedFloats array in network.Arrays)
            foreach (float value in array.Span)
                if (!float.IsFinite(value))
                    return "a weight is no longer a finite number";
        return _isSuspicious || isLast ? Problem(network, step, beta) : null;
    }

    private string? Problem(NetworkParameters network, int step, double beta)
    {
        (LastCheck, _isSuspicious) = (step, false);
        if (_before?.Beta != beta)
            _before = (beta, median(initial, beta));
        double after = median(network, beta);
        // Not by >, which NaN would pass.
        return after <= Limit(_before.Value.Median) ? null : FormattableString.Invariant(
            $"half of the training rows cost more than {after:G4} nats where it was {_before.Value.Median:G4} at the beginning");
    }

    private static double Limit(double first) => first + Math.Max(LeastNats, Math.Abs(first));
}
