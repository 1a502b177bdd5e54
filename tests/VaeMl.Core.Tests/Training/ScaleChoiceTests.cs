using VaeMl.Training;

namespace VaeMl.Tests.Training;

public sealed class ScaleChoiceTests
{
    private static readonly Random Source = new(1);

    [Fact]
    public void Skewed_amounts_get_a_low_quantile_of_their_positive_values()
    {
        float[] amounts = [.. Enumerable.Range(0, 4000).Select(_ => (float)Math.Exp(Models.Normal(Source)))];
        float c = Of(amounts);
        Assert.InRange(amounts.Count(amount => amount < c) / 4000.0, 0.045, 0.055);
        // A third zeros, whose place among the positive values does not matter.
        Assert.InRange(Of([.. amounts.SelectMany(amount => new[] { amount, amount, 0 })]) / c, 0.9, 1.1);
    }

    [Fact]
    public void Other_features_stay_as_they_are()
    {
        float[] normal = [.. Enumerable.Range(0, 4000).Select(_ => (float)(300 + 10 * Models.Normal(Source)))];
        Assert.Equal(0, Of(normal));
        Assert.Equal(0, Of([.. normal.Select(value => value - 300)]));
        Assert.Equal(0, Of([.. normal.Select(_ => 7f)]));
        Assert.Equal(0, Of([.. normal.Select((_, i) => i % 2 == 0 ? float.NaN : 7f)]));
        // Skewed, but also below zero.
        Assert.Equal(0, Of([.. normal.Select(_ => (float)Math.Exp(Models.Normal(Source)) - 0.1f)]));
    }

    private static float Of(float[] values)
    {
        VaeData data = new([.. values.Select(value => new[] { value, 0 })]);
        return ScaleChoice.Choose(data, [.. Enumerable.Range(0, values.Length)], 0, new DataSummary(data, default).Features[0]);
    }
}
