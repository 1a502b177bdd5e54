using System.Runtime.Intrinsics;
using VaeMl.Networks;

namespace VaeMl.Tests.Networks;

public sealed unsafe class KernelTests
{
    [Theory]
    [InlineData(float.NegativeInfinity)]
    [InlineData(0)]
    public void All_vector_widths_give_the_same_bits(float least)
    {
        const int steps = 37, outer = 3;
        BlockSteps reduction = new(steps, outer, 16 * steps, 32 * steps);
        AlignedFloats a = Filled(16 * steps * outer + 16, 1), b = Filled(32 * steps * outer, 2), start = Filled(8, 3);
        AlignedFloats wide = new(8 * 32), middle = new(wide.Length), narrow = new(wide.Length);
        BlockKernel.Multiply512<ForwardLayout>(a.Pointer, b.Pointer, b.Pointer + 16, reduction, start.Pointer, least, wide.Pointer);
        for (int row = 0; row < 8; row += 4)
        {
            for (int column = 0; column < 32; column += 16)
                BlockKernel.Multiply256<ForwardLayout>(
                    a.Pointer + row, b.Pointer + column, reduction, start.Pointer + row, least, middle.Pointer + row * 32 + column);
            for (int column = 0; column < 32; column += 8)
                BlockKernel.Multiply128<ForwardLayout>(
                    a.Pointer + row, b.Pointer + column, reduction, start.Pointer + row, least, narrow.Pointer + row * 32 + column);
        }
        Assert.Equal(wide.Span.ToArray(), middle.Span.ToArray());
        Assert.Equal(wide.Span.ToArray(), narrow.Span.ToArray());
        Assert.Equal(least, Math.Min(least, wide.Span.ToArray().Min()));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 20)]
    [InlineData(30, 16)]
    [InlineData(33, 129)]
    public void Forward_and_backward_are_the_matrix_products(int inputs, int outputs)
    {
        Dense layer = new(inputs, outputs);
        Random random = new(4);
        float[] weights = Draw(random, inputs * outputs), bias = Draw(random, outputs);
        layer.Assign(weights, bias);
        Assert.Equal(weights, layer.WeightsRowMajor());
        AlignedFloats x = new(Tile.Padded(inputs) * Tile.Rows), y = new(Tile.Padded(outputs) * Tile.Rows);
        AlignedFloats dy = new(y.Length), dx = new(x.Length);
        Draw(random, inputs * Tile.Rows).CopyTo(x.Span);
        Draw(random, outputs * Tile.Rows).CopyTo(dy.Span);

        DenseKernels.Forward(layer, x.Pointer, y.Pointer);
        DenseKernels.Backward(layer, dy.Pointer, dx.Pointer);

        for (int row = 0; row < Tile.Rows; row++)
        {
            for (int n = 0; n < outputs; n++)
            {
                double expected = bias[n];
                for (int k = 0; k < inputs; k++)
                    expected += (double)weights[n * inputs + k] * x.Span[k * Tile.Rows + row];
                Assert.Equal(expected, y.Span[n * Tile.Rows + row], 1e-5 * (1 + Math.Sqrt(inputs)));
            }
            for (int k = 0; k < inputs; k++)
            {
                double expected = 0;
                for (int n = 0; n < outputs; n++)
                    expected += (double)weights[n * inputs + k] * dy.Span[n * Tile.Rows + row];
                Assert.Equal(expected, dx.Span[k * Tile.Rows + row], 1e-5 * (1 + Math.Sqrt(outputs)));
            }
        }
    }

    [Fact]
    public void Transpose_parts_a_tile_into_panels()
    {
        AlignedFloats tile = Filled(32 * Tile.Rows, 5), panels = new(tile.Length);
        DenseKernels.Transpose(tile.Pointer, 32, panels.Pointer);
        for (int feature = 0; feature < 32; feature++)
            for (int row = 0; row < Tile.Rows; row++)
                Assert.Equal(tile.Span[feature * Tile.Rows + row], panels.Span[(feature / 16 * Tile.Rows + row) * 16 + feature % 16]);
    }

    [Theory]
    [InlineData(ActivationKind.Relu)]
    [InlineData(ActivationKind.Silu)]
    [InlineData(ActivationKind.Tanh)]
    public void Activations_match_their_formulas_and_derivatives(ActivationKind kind)
    {
        float[] arguments = [-90, -20, -3, -1, -0.5f, -1e-4f, 0, 1e-4f, 0.3f, 0.5f, 1, 2, 3, 9, 20, 90];
        // A layer whose output a is its input.
        Dense identity = new(1, 1);
        identity.Assign([1], [0]);
        AlignedFloats x = new(16 * Tile.Rows), values = new(x.Length), plain = new(x.Length), derivatives = new(x.Length), gradient = new(x.Length);
        arguments.CopyTo(x.Span);
        gradient.Span.Fill(1);
        Activations.Forward(kind, identity, x.Pointer, values.Pointer, derivatives.Pointer);
        Activations.Forward(kind, identity, x.Pointer, plain.Pointer);
        Activations.Backward(kind, gradient.Pointer, values.Pointer, derivatives.Pointer, gradient.Length);
        for (int i = 0; i < 16; i++)
        {
            double a = arguments[i];
            (double value, double derivative) = kind switch
            {
                ActivationKind.Relu => (Math.Max(a, 0), a > 0 ? 1 : 0),
                ActivationKind.Silu => (a / (1 + Math.Exp(-a)), (1 + Math.Exp(-a) + a * Math.Exp(-a)) / Math.Pow(1 + Math.Exp(-a), 2)),
                _ => (Math.Tanh(a), 1 - Math.Tanh(a) * Math.Tanh(a)),
            };
            Assert.Equal(value, values.Span[i], 1e-6 * Math.Max(1, Math.Abs(value)));
            Assert.Equal(value, plain.Span[i], 1e-6 * Math.Max(1, Math.Abs(value)));
            Assert.Equal(derivative, gradient.Span[i], 1e-6);
        }
        Assert.Equal(0, values.Span[6]);
    }

    [Fact]
    public void Adam_follows_its_published_algorithm()
    {
        AlignedFloats parameter = new(16), first = new(16), second = new(16);
        double p = 0, m = 0, v = 0;
        for (int step = 1; step <= 20; step++)
        {
            double g = Math.Sin(step);
            new VaeMl.Training.BuiltIn.Adam(0.01, step).Update(parameter.Pointer, first.Pointer, second.Pointer, Vector512.Create((float)g));
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            p -= 0.01 * (m / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, step))) + 1e-8);
            Assert.Equal(p, parameter.Span[3], 1e-6);
        }
    }

    private static AlignedFloats Filled(int length, int seed)
    {
        AlignedFloats values = new(length);
        Draw(new Random(seed), length).CopyTo(values.Span);
        return values;
    }

    private static float[] Draw(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => (float)(2 * random.NextDouble() - 1))];
}
