using System.Runtime.Intrinsics;

namespace VaeMl.Networks;

/// <summary>Hidden-layer activations on vectors of 16 lanes. Each is 0 at 0, so that padded features stay 0.</summary>
internal interface IActivation
{
    static abstract Vector512<float> Value(Vector512<float> a);

    /// <summary>The value, and the derivative with respect to <paramref name="a"/>.</summary>
    static abstract Vector512<float> Value(Vector512<float> a, out Vector512<float> derivative);
}

internal readonly struct Relu : IActivation
{
    public static Vector512<float> Value(Vector512<float> a) => Vector512.Max(a, Vector512<float>.Zero);

    public static Vector512<float> Value(Vector512<float> a, out Vector512<float> derivative)
    {
        derivative = Vector512.GreaterThan(a, Vector512<float>.Zero) & Vector512<float>.One;
        return Value(a);
    }
}

internal readonly struct Silu : IActivation
{
    public static Vector512<float> Value(Vector512<float> a) => a / (Vector512<float>.One + Vector512.Exp(-a));

    public static Vector512<float> Value(Vector512<float> a, out Vector512<float> derivative)
    {
        Vector512<float> sigmoid = Vector512<float>.One / (Vector512<float>.One + Vector512.Exp(-a));
        Vector512<float> value = a * sigmoid;
        derivative = sigmoid + value * (Vector512<float>.One - sigmoid);
        return value;
    }
}

internal readonly struct Tanh : IActivation
{
    public static Vector512<float> Value(Vector512<float> a)
    {
        // tanh |a| = −m/(m + 2) with m = e^(−2|a|) − 1 cannot overflow; near zero the series is exact where m cancels.
        Vector512<float> magnitude = Vector512.Abs(a), m = Vector512.Exp(magnitude * -2f) - Vector512<float>.One;
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

/// <summary>Applies an activation to a run of floats.</summary>
internal static unsafe class Activations
{
    /// <summary>Replaces a by its activation.</summary>
    /// <param name="kind">The activation.</param>
    /// <param name="values">A multiple of 16 floats.</param>
    /// <param name="length">How many.</param>
    public static void Apply(ActivationKind kind, float* values, int length)
    {
        switch (kind)
        {
            case ActivationKind.Relu: Apply<Relu>(values, length); break;
            case ActivationKind.Silu: Apply<Silu>(values, length); break;
            case ActivationKind.Tanh: Apply<Tanh>(values, length); break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    /// <summary>Replaces a by its activation and stores the derivative.</summary>
    public static void Apply(ActivationKind kind, float* values, float* derivatives, int length)
    {
        switch (kind)
        {
            case ActivationKind.Relu: Apply<Relu>(values, derivatives, length); break;
            case ActivationKind.Silu: Apply<Silu>(values, derivatives, length); break;
            case ActivationKind.Tanh: Apply<Tanh>(values, derivatives, length); break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    private static void Apply<T>(float* values, int length)
        where T : struct, IActivation
    {
        for (int i = 0; i < length; i += Tile.Panel)
            T.Value(Vector512.Load(values + i)).Store(values + i);
    }

    private static void Apply<T>(float* values, float* derivatives, int length)
        where T : struct, IActivation
    {
        for (int i = 0; i < length; i += Tile.Panel)
        {
            T.Value(Vector512.Load(values + i), out Vector512<float> derivative).Store(values + i);
            derivative.Store(derivatives + i);
        }
    }
}
