using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>
/// Detects divergence. A step whose objective is not finite is certain divergence. A step far above the first one may be divergence too, or its mini-batch may
/// contain unlikely rows. Then the median over a sample of rows decides, which a few unlikely rows do not affect.
/// </summary>
/// <param name="initial">The initial parameters.</param>
/// <param name="median">Computes the median of the rows' objective under a network, in nats, with the given weight of the KL term.</param>
internal sealed class DivergenceWatch(NetworkParameters initial, Func<NetworkParameters, double, double> median)
{
    // More than any useful step loses. If the objective is hundreds of nats, it must double.
    private const double LeastNats = 10;

    // Scoring several hundred rows must be cheap compared with the steps.
    private const int StepsBetweenChecks = 50;
    private (double Beta, double Median)? _before;
    private bool _isSuspicious;

    /// <summary>The first step's objective, in nats per row; null before it.</summary>
    public double? First { get; set; }

    /// <summary>The step after which the median was last computed.</summary>
    public int LastCheck { get; set; }

    /// <summary>Checks a step.</summary>
    /// <param name="terms">The mini-batch's terms, summed.</param>
    /// <param name="rows">The number of its rows.</param>
    /// <param name="step">The step's number.</param>
    /// <param name="beta">The weight of the KL term.</param>
    /// <param name="network">Returns the parameters after the step.</param>
    /// <returns>The problem, or null.</returns>
    public string? Problem(in ElboTerms terms, int rows, int step, double beta, Func<NetworkParameters> network)
    {
        double objective = -(terms.LogLikelihood + beta * (terms.LogPrior - terms.LogPosterior)) / rows;
        if (!double.IsFinite(objective) || !double.IsFinite(terms.Elbo))
            return "the evidence lower bound is no longer a finite number";
        First ??= objective;
        _isSuspicious |= objective > Limit(First.Value);
        return _isSuspicious && step - LastCheck >= StepsBetweenChecks ? Problem(network(), step, beta) : null;
    }

    /// <summary>Checks parameters that are to be kept.</summary>
    /// <param name="network">The parameters.</param>
    /// <param name="step">The number of steps done.</param>
    /// <param name="beta">The weight of the KL term.</param>
    /// <param name="isLast">Whether they are the final ones, which are always checked.</param>
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
        // Written with <= so that NaN counts as a problem.
        return after <= Limit(_before.Value.Median) ? null : FormattableString.Invariant(
            $"the median loss of a sample of rows is {after:G4} nats; it was {_before.Value.Median:G4} at the start");
    }

    private static double Limit(double first) => first + Math.Max(LeastNats, Math.Abs(first));
}
