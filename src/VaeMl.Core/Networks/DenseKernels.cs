using System.Runtime.Intrinsics;

namespace VaeMl.Networks;

/// <summary>A dense layer's products on tiles (32 rows of data, feature-major).</summary>
internal static unsafe class DenseKernels
{
    /// <summary>Y = W X + b.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">A tile of the layer's inputs.</param>
    /// <param name="y">A tile of PaddedOutputs rows, overwritten.</param>
    public static void Forward(Dense layer, float* x, float* y)
    {
        float* weights = layer.Weights.Pointer;
        float* bias = layer.Bias.Pointer;
        Walk walk = new(layer.Inputs);
        for (int n = 0; n < layer.Outputs; n += BlockKernel.Rows)
        {
            float* block = y + n * Tile.Rows;
            for (int i = 0; i < BlockKernel.Rows; i++)
                Fill(block + i * Tile.Rows, bias[n + i]);
            float* panel = weights + (n / Tile.Panel * layer.PaddedInputs * Tile.Panel) + n % Tile.Panel;
            BlockKernel.Multiply<ForwardLayout>(panel, x, x + Tile.Panel, walk, block);
        }
    }

    /// <summary>dX = Wᵀ dY.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="dy">A tile of PaddedOutputs rows; the padding is zero.</param>
    /// <param name="dx">A tile of PaddedInputs rows, overwritten.</param>
    public static void Backward(Dense layer, float* dy, float* dx)
    {
        float* weights = layer.Weights.Pointer;
        Walk walk = new(Tile.Panel, layer.PaddedOutputs / Tile.Panel, layer.PaddedInputs * Tile.Panel, Tile.Panel * Tile.Rows);
        for (int k = 0; k < layer.Inputs; k += BlockKernel.Rows)
        {
            float* block = dx + k * Tile.Rows;
            new Span<float>(block, BlockKernel.Rows * Tile.Rows).Clear();
            BlockKernel.Multiply<BackwardLayout>(weights + k * Tile.Panel, dy, dy + Tile.Panel, walk, block);
        }
    }

    /// <summary>The gradient of a block of 8 inputs × 32 outputs (two panels) over all tiles of a batch: Σ over rows of x · dy.</summary>
    /// <param name="x">The first tile of the layer's inputs, at the block's first input.</param>
    /// <param name="xTile">From one tile of inputs to the next, in floats.</param>
    /// <param name="dy0">The first tile of dY transposed (see <see cref="Transpose"/>), at the block's first panel.</param>
    /// <param name="dy1">The same at its second panel.</param>
    /// <param name="dyTile">From one tile of dYᵀ to the next, in floats.</param>
    /// <param name="tiles">The number of tiles.</param>
    /// <param name="gradient">8 × 32 floats, overwritten.</param>
    public static void Gradient(float* x, nint xTile, float* dy0, float* dy1, nint dyTile, int tiles, float* gradient)
    {
        new Span<float>(gradient, BlockKernel.Rows * 2 * Tile.Panel).Clear();
        BlockKernel.Multiply<GradientLayout>(x, dy0, dy1, new Walk(Tile.Rows, tiles, xTile, dyTile), gradient);
    }

    /// <summary>Turns a tile [features][32] into panels [features/16][32][16].</summary>
    public static void Transpose(float* tile, int paddedFeatures, float* panels)
    {
        for (int panel = 0; panel < paddedFeatures; panel += Tile.Panel)
        {
            float* source = tile + panel * Tile.Rows;
            float* target = panels + panel * Tile.Rows;
            for (int feature = 0; feature < Tile.Panel; feature++)
                for (int row = 0; row < Tile.Rows; row++)
                    target[row * Tile.Panel + feature] = source[feature * Tile.Rows + row];
        }
    }

    /// <summary>Fills the 32 lanes of one feature.</summary>
    public static void Fill(float* lanes, float value)
    {
        Vector512<float> v = Vector512.Create(value);
        v.Store(lanes);
        v.Store(lanes + Tile.Panel);
    }
}
