using VaeMl.Networks;

namespace VaeMl.Torch.Tests.Parity;

/// <summary>How far two gradients lie apart, tensor by tensor, relative to the norm.</summary>
internal static class GradientError
{
    public static IEnumerable<(string Tensor, double Error)> Between(NetworkParameters expected, NetworkParameters actual)
    {
        Dense[] layers = [.. expected.Encoder, .. expected.Decoder], others = [.. actual.Encoder, .. actual.Decoder];
        for (int i = 0; i < layers.Length; i++)
        {
            yield return ($"weights of layer {i}", Relative(layers[i].WeightsRowMajor(), others[i].WeightsRowMajor()));
            yield return ($"biases of layer {i}", Relative(layers[i].Bias.Span[..layers[i].Outputs], others[i].Bias.Span));
        }
        if (expected.LogVariance is { } logVariance)
            yield return ("log-variances", Relative(logVariance.Span[..expected.Shape.Features], actual.LogVariance!.Span));
    }

    private static double Relative(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        double difference = 0, norm = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            difference += Math.Pow((double)actual[i] - expected[i], 2);
            norm += Math.Pow(expected[i], 2);
        }
        return difference == 0 ? 0 : Math.Sqrt(difference / norm);
    }
}
