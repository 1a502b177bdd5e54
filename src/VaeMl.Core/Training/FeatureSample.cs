namespace VaeMl.Training;

/// <summary>Samples observed values of a feature from rows spread evenly over the data.</summary>
internal static class FeatureSample
{
    /// <param name="data">The data.</param>
    /// <param name="rows">The rows to sample from.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="most">The largest number of rows to consider.</param>
    public static List<double> Draw(VaeData data, ReadOnlySpan<int> rows, int feature, int most)
    {
        int count = Math.Min(rows.Length, most);
        List<double> values = new(count);
        for (int i = 0; i < count; i++)
            if (data[rows[(int)((long)i * rows.Length / count)]][feature] is var value && !float.IsNaN(value))
                values.Add(value);
        return values;
    }
}
