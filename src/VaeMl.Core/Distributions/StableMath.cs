namespace VaeMl.Distributions;

/// <summary>Elementary functions in forms that neither overflow nor lose leading digits.</summary>
internal static class StableMath
{
    /// <summary>log 2π.</summary>
    public static readonly double LogTwoPi = Math.Log(Math.Tau);

    /// <summary>log(1 + x), accurate for small x. Uses Kahan's correction for the rounding of 1 + x.</summary>
    public static double Log1p(double x)
    {
        double rounded = 1 + x;
        return rounded == 1 ? x : Math.Log(rounded) * (x / (rounded - 1));
    }

    /// <summary>log(1 + exp(a)) = −log S(−a), where S is the logistic function.</summary>
    public static double Softplus(double a) => Math.Max(a, 0) + Log1p(Math.Exp(-Math.Abs(a)));

    /// <summary>S(a) = 1 / (1 + exp(−a)).</summary>
    public static double Logistic(double a) => 1 / (1 + Math.Exp(-a));

    /// <summary>log (1/K) Σ exp(aₖ).</summary>
    public static double LogMeanExp(ReadOnlySpan<double> a)
    {
        double max = double.NegativeInfinity;
        foreach (double value in a)
            max = Math.Max(max, value);
        if (!double.IsFinite(max))
            return max;

        double sum = 0;
        foreach (double value in a)
            sum += Math.Exp(value - max);
        return max + Math.Log(sum / a.Length);
    }
}
