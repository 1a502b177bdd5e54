namespace VaeMl.Training;

/// <summary>Detects whether new rows differ from those that a model was trained on.</summary>
internal static class RowDrift
{
    private const double LeastRatio = 2, Deviations = 3;

    /// <summary>Returns a sentence if clearly more of the rows score above the model's threshold than its flag rate says; otherwise null.</summary>
    /// <param name="model">The model, before training on the rows.</param>
    /// <param name="scores">The rows' scores under this model.</param>
    public static string? Describe(VaeModel model, float[] scores)
    {
        double expected = model.FlagRate * scores.Length;
        int beyond = scores.Count(model.IsAnomaly);
        // Three standard deviations of a count with this expectation.
        return beyond > LeastRatio * expected && beyond > expected + Deviations * Math.Sqrt(expected) + 1
            ? FormattableString.Invariant(
                $"{100.0 * beyond / scores.Length:0.#} % of the new rows lie beyond the threshold of the model that was continued, which is set to flag {100 * model.FlagRate:0.##} % of normal rows: the rows have changed, or contain many anomalies. If the change is permanent, train a new model.")
            : null;
    }
}
