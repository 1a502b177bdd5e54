using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Scoring;

namespace VaeMl.Tests.Networks;

/// <summary>Ways of bringing numbers to where the kernels want them, and of computing one row: all give the bits of the plain way.</summary>
public sealed unsafe class TransferTests
{
    [Theory]
    [InlineData(16, 16)]
    [InlineData(37, 32)]
    public void Transposition_moves_every_number(int sourceRow, int targetRow)
    {
        AlignedFloats source = new(16 * sourceRow), target = new(16 * targetRow);
        for (int i = 0; i < source.Length; i++)
            source.Span[i] = i;
        Transposition.Block(source.Pointer, sourceRow, target.Pointer, targetRow);
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                Assert.Equal(source.Span[i * sourceRow + j], target.Span[j * targetRow + i]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    public void A_tile_of_rows_is_loaded_as_row_after_row(int features)
    {
        Random random = new(features);
        GaussianLikelihood likelihood = new();
        FeatureTransform model = new(
            [.. Enumerable.Repeat(likelihood, features)],
            [.. Enumerable.Range(0, features).Select(j => j % 3 == 1 ? 0.5f * j : 0)],
            [.. Enumerable.Repeat(0.1f, features)],
            [.. Enumerable.Range(0, features).Select(j => (float)j)],
            [.. Enumerable.Range(0, features).Select(j => 1f / (j + 3))],
            [.. Enumerable.Range(0, features).Select(j => 0.25f * j)],
            standardized: true);
        int stride = Tile.Padded(features);
        AlignedFloats rows = new(Tile.Rows * stride), target = new(stride * Tile.Rows), input = new(stride * Tile.Rows);
        AlignedFloats targetOfRow = new(target.Length), inputOfRow = new(input.Length);
        float[] odd = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -float.MaxValue, 1e-40f, -0f, 1e4f];
        for (int i = 0; i < rows.Length; i++)
            rows.Span[i] = random.Next(30) == 0 ? odd[random.Next(odd.Length)] : random.NextSingle() * 20 - 10;
        rows.Span.Slice(3 * stride, features).Fill(float.NaN);
        rows.Span.Slice(4 * stride, features).Fill(1);

        LoadedTile loaded = TileLoader.Load(model, rows.Pointer, stride, target.Pointer, input.Pointer);

        for (int lane = 0; lane < Tile.Rows; lane++)
        {
            Span<float> row = rows.Span.Slice(lane * stride, features);
            LoadedTile alone = TileLoader.LoadRow(model, row, targetOfRow.Pointer + lane, inputOfRow.Pointer + lane);
            Assert.Equal((loaded.Usable >> lane & 1, row.ContainsAnyExceptInRange(float.NegativeInfinity, float.PositiveInfinity)), (alone.Usable, alone.HasMissing));
        }
        Assert.Equal(targetOfRow.Span[..(features * Tile.Rows)].ToArray(), target.Span[..(features * Tile.Rows)].ToArray());
        Assert.Equal(inputOfRow.Span[..(features * Tile.Rows)].ToArray(), input.Span[..(features * Tile.Rows)].ToArray());
        Assert.True(loaded.HasMissing);
    }

    [Theory]
    [InlineData(ActivationKind.Relu, 7, 20)]
    [InlineData(ActivationKind.Silu, 33, 129)]
    [InlineData(ActivationKind.Tanh, 16, 64)]
    [InlineData(null, 5, 80)]
    public void A_row_by_itself_has_the_bits_of_its_lane(ActivationKind? activation, int inputs, int outputs)
    {
        Random random = new(7);
        Dense layer = new(inputs, outputs);
        layer.Assign(Draw(random, inputs * outputs), Draw(random, outputs));
        AlignedFloats x = new(Tile.Padded(inputs) * Tile.Rows), y = new(Tile.Padded(outputs) * Tile.Rows);
        AlignedFloats row = new(Tile.Padded(inputs)), result = new(Tile.Padded(outputs));
        Draw(random, inputs * Tile.Rows).CopyTo(x.Span);
        Activations.Forward(activation, layer, x.Pointer, y.Pointer);
        for (int lane = 0; lane < Tile.Rows; lane++)
        {
            for (int k = 0; k < inputs; k++)
                row.Span[k] = x.Span[k * Tile.Rows + lane];
            Activations.ForwardRow(activation, layer, row.Pointer, result.Pointer);
            for (int n = 0; n < outputs; n++)
                Assert.Equal(BitConverter.SingleToInt32Bits(y.Span[n * Tile.Rows + lane]), BitConverter.SingleToInt32Bits(result.Span[n]));
        }
    }

    [Theory]
    [InlineData(true, 100)]
    [InlineData(false, 1e18)]
    public void The_encoder_sees_standardised_values_cut_at_100_and_the_likelihood_sees_them_whole(bool standardized, float limit)
    {
        FeatureTransform model = new([new GaussianLikelihood()], [0], [0.1f], [5], [2], [0], standardized);
        float[] standard = [-1e20f, -1000, -100.5f, -99.5f, 0, 99.5f, 100.5f, 1000, 1e20f];
        int stride = Tile.Padded(1);
        AlignedFloats rows = new(Tile.Rows * stride), target = new(stride * Tile.Rows), input = new(stride * Tile.Rows), alone = new(2);
        for (int i = 0; i < standard.Length; i++)
            rows.Span[i * stride] = 5 + 2 * standard[i];
        TileLoader.Load(model, rows.Pointer, stride, target.Pointer, input.Pointer);
        for (int i = 0; i < standard.Length; i++)
        {
            Assert.Equal(Math.Clamp(standard[i], -limit, limit), input.Span[i]);
            Assert.Equal(Math.Clamp(standard[i], -1e18f, 1e18f), target.Span[i]);
            TileLoader.LoadRow(model, rows.Span.Slice(i * stride, 1), alone.Pointer, alone.Pointer + 1);
            Assert.Equal((target.Span[i], input.Span[i]), (alone.Span[0], alone.Span[1]));
        }
    }

    private static float[] Draw(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => (float)(2 * random.NextDouble() - 1))];
}
