using System.Runtime.Intrinsics;

namespace VaeMl.Networks;

/// <summary>A smooth activation on 16 lanes. Its value at 0 is 0, so that padded features stay 0.</summary>
internal interface IActivation
{
    static abstract Vector512<float> Value(Vector512<float> a);

    /// <summary>The value and the derivative with respect to <paramref name="a"/>.</summary>
    static abstract Vector512<float> Value(Vector512<float> a, out Vector512<float> derivative);
}

internal readonly struct Silu : IActivation
{
    public static Vector512<float> Value(Vector512<float> a) => a / (Vector512<float>.One + Exponential.Compute(-a));

    public static Vector512<float> Value(Vector512<float> a, out Vector512<float> derivative)
    {
        Vector512<float> sigmoid = Vector512<float>.One / (Vector512<float>.One + Exponential.Compute(-a));
        Vector512<float> value = a * sigmoid;
        derivative = sigmoid + value * (Vector512<float>.One - sigmoid);
        return value;
    }
}

internal readonly struct Tanh : IActivation
{
    public static Vector512<float> Value(Vector512<float> a)
    {
        // tanh |a| = −m/(m + 2) with m = e^(−2|a|) − 1 cannot overflow. Near zero, where m cancels, the series is exact.
        Vector512<float> magnitude = Vector512.Abs(a), m = Exponential.Compute(magnitude * -2f) - Vector512<float>.One;
        Vector512<float> series = a - a * a * a * (1f / 3);
        return Vector512.ConditionalSelect(
            Vector512.LessThan(magnitude, Vector512.Create(0.02f)), series, Vector512.CopySign(-m / (m + Vector512.Create(2f)), a));
    }

    public static Vector512<float> Value(Vector512<float> a, out Vector512<float> derivative)
    {
        Vector512<float> value = Value(a);
        derivative = Vector512<float>.One - value * value;
        return value;
    }
}

/// <summary>A dense layer followed by its activation, and the backward pass through the activation.</summary>
internal static unsafe class Activations
{
    /// <summary>Y = f(W X + b).</summary>
    /// <param name="kind">f, or null for none.</param>
    /// <param name="layer">W and b.</param>
    /// <param name="x">A tile of inputs.</param>
    /// <param name="y">A tile of PaddedOutputs rows; overwritten.</param>
    public static void Forward(ActivationKind? kind, Dense layer, float* x, float* y)
    {
        DenseKernels.Forward(layer, x, y, kind == ActivationKind.Relu ? 0 : float.NegativeInfinity);
        if (kind is { } activation)
            Apply(activation, y, layer.PaddedOutputs * Tile.Rows);
    }

    /// <summary>The same for one row of data, with bit-identical results.</summary>
    /// <param name="kind">f, or null for none.</param>
    /// <param name="layer">W and b.</param>
    /// <param name="x">The inputs, contiguous.</param>
    /// <param name="y">PaddedOutputs values; overwritten.</param>
    public static void ForwardRow(ActivationKind? kind, Dense layer, float* x, float* y)
    {
        DenseKernels.ForwardRow(layer, x, y, kind == ActivationKind.Relu ? 0 : float.NegativeInfinity);
        if (kind is { } activation)
            Apply(activation, y, layer.PaddedOutputs);
    }

    /// <summary>The same on a tile, storing f's derivative for the backward pass. ReLU does not need it.</summary>
    public static void Forward(ActivationKind kind, Dense layer, float* x, float* y, float* derivatives)
    {
        int length = layer.PaddedOutputs * Tile.Rows;
        switch (kind)
        {
            case ActivationKind.Relu: DenseKernels.Forward(layer, x, y, least: 0); break;
            case ActivationKind.Silu: DenseKernels.Forward(layer, x, y); Apply<Silu>(y, derivatives, length); break;
            case ActivationKind.Tanh: DenseKernels.Forward(layer, x, y); Apply<Tanh>(y, derivatives, length); break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    /// <summary>Turns the gradient with respect to f(a) into the gradient with respect to a.</summary>
    /// <param name="kind">f.</param>
    /// <param name="gradient">The gradient; overwritten.</param>
    /// <param name="y">f(a).</param>
    /// <param name="derivatives">The derivatives stored by <see cref="Forward(ActivationKind, Dense, float*, float*, float*)"/>.</param>
    /// <param name="length">The number of values.</param>
    public static void Backward(ActivationKind kind, float* gradient, float* y, float* derivatives, int length)
    {
        if (kind == ActivationKind.Relu)
        {
            for (int i = 0; i < length; i += Tile.Panel)
                (Vector512.Load(gradient + i) & Vector512.GreaterThan(Vector512.Load(y + i), Vector512<float>.Zero)).Store(gradient + i);
            return;
        }
        for (int i = 0; i < length; i += Tile.Panel)
            (Vector512.Load(gradient + i) * Vector512.Load(derivatives + i)).Store(gradient + i);
    }

    /// <summary>Replaces a by its activation. Does nothing for ReLU, which is part of the matrix product.</summary>
    private static void Apply(ActivationKind kind, float* values, int length)
    {
        switch (kind)
        {
            case ActivationKind.Relu: break;
            case ActivationKind.Silu: Apply<Silu>(values, length); break;
            case ActivationKind.Tanh: Apply<Tanh>(values, length); break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    internal static void Apply<T>(float* values, int length)
        where T : struct, IActivation
    {
        for (int i = 0; i < length; i += Tile.Panel)
            T.Value(Vector512.Load(values + i)).Store(values + i);
    }

    internal static void Apply<T>(float* values, float* derivatives, int length)
        where T : struct, IActivation
    {
        for (int i = 0; i < length; i += Tile.Panel)
        {
            T.Value(Vector512.Load(values + i), out Vector512<float> derivative).Store(values + i);
            derivative.Store(derivatives + i);
        }
    }
}
