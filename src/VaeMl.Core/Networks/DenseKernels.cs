using System.Runtime.Intrinsics;

namespace VaeMl.Networks;

/// <summary>The matrix products of a dense layer on tiles (32 rows of data, feature-major).</summary>
internal static unsafe class DenseKernels
{
    /// <summary>Y = max(least, W X + b).</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">A tile of the layer's inputs.</param>
    /// <param name="y">A tile of PaddedOutputs rows; overwritten up to the last block of 8 that has an output.</param>
    /// <param name="least">0 if ReLU follows the layer, else −∞.</param>
    public static void Forward(Dense layer, float* x, float* y, float least = float.NegativeInfinity)
    {
        float* weights = layer.Weights.At(0, (nint)layer.PaddedInputs * layer.PaddedOutputs);
        float* bias = layer.Bias.At(0, layer.PaddedOutputs);
        BlockSteps reduction = new(layer.Inputs);
        nint panelSize = layer.PaddedInputs * Tile.Panel;
        for (int n = 0; n < layer.Outputs; n += BlockKernel.Rows)
        {
            float* panel = weights + n / Tile.Panel * panelSize + n % Tile.Panel;
            BlockKernel.Multiply<ForwardLayout>(panel, x, x + Tile.Panel, reduction, bias + n, least, y + n * Tile.Rows);
        }
    }

    /// <summary>y = max(least, W x + b) for one row of data, 16 outputs per vector, with the same chains of multiply-adds as on a tile.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">The inputs, contiguous.</param>
    /// <param name="y">PaddedOutputs values; overwritten.</param>
    /// <param name="least">0 if ReLU follows the layer, else −∞.</param>
    public static void ForwardRow(Dense layer, float* x, float* y, float least)
    {
        int panelSize = layer.PaddedInputs * Tile.Panel, inputs = layer.Inputs;
        float* weights = layer.Weights.At(0, (nint)layer.PaddedInputs * layer.PaddedOutputs);
        float* bias = layer.Bias.At(0, layer.PaddedOutputs);
        Vector512<float> limit = Vector512.Create(least);
        int n = 0;
        // Four panels at a time: four independent chains hide the latency.
        for (; n + 3 * Tile.Panel < layer.PaddedOutputs; n += 4 * Tile.Panel, weights += 4 * panelSize)
        {
            Vector512<float> y0 = Vector512.Load(bias + n), y1 = Vector512.Load(bias + n + 16);
            Vector512<float> y2 = Vector512.Load(bias + n + 32), y3 = Vector512.Load(bias + n + 48);
            float* w = weights;
            for (int k = 0; k < inputs; k++, w += Tile.Panel)
            {
                Vector512<float> input = Vector512.Create(x[k]);
                y0 = Vector512.FusedMultiplyAdd(Vector512.Load(w), input, y0);
                y1 = Vector512.FusedMultiplyAdd(Vector512.Load(w + panelSize), input, y1);
                y2 = Vector512.FusedMultiplyAdd(Vector512.Load(w + 2 * panelSize), input, y2);
                y3 = Vector512.FusedMultiplyAdd(Vector512.Load(w + 3 * panelSize), input, y3);
            }
            Vector512.MaxNative(limit, y0).Store(y + n);
            Vector512.MaxNative(limit, y1).Store(y + n + 16);
            Vector512.MaxNative(limit, y2).Store(y + n + 32);
            Vector512.MaxNative(limit, y3).Store(y + n + 48);
        }
        for (; n < layer.PaddedOutputs; n += Tile.Panel, weights += panelSize)
        {
            Vector512<float> sum = Vector512.Load(bias + n);
            for (int k = 0; k < inputs; k++)
                sum = Vector512.FusedMultiplyAdd(Vector512.Load(weights + k * Tile.Panel), Vector512.Create(x[k]), sum);
            Vector512.MaxNative(limit, sum).Store(y + n);
        }
    }

    /// <summary>dX = Wᵀ dY.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="dy">A tile of PaddedOutputs rows whose padding is zero.</param>
    /// <param name="dx">A tile of PaddedInputs rows; overwritten.</param>
    public static void Backward(Dense layer, float* dy, float* dx)
    {
        float* weights = layer.Weights.At(0, (nint)layer.PaddedInputs * layer.PaddedOutputs);
        float* zeros = stackalloc float[BlockKernel.Rows];
        BlockSteps reduction = new(Tile.Panel, layer.PaddedOutputs / Tile.Panel, layer.PaddedInputs * Tile.Panel, Tile.Panel * Tile.Rows);
        for (int k = 0; k < layer.PaddedInputs; k += BlockKernel.Rows)
            BlockKernel.Multiply<BackwardLayout>(
                weights + k * Tile.Panel, dy, dy + Tile.Panel, reduction, zeros, float.NegativeInfinity, dx + k * Tile.Rows);
    }

    /// <summary>The gradient of a block of 8 inputs × 32 outputs (two panels) over all tiles of a batch: Σ over rows of x · dy.</summary>
    /// <param name="x">The first tile of the layer's inputs, at the block's first input.</param>
    /// <param name="xTile">The distance between tiles of inputs, in floats.</param>
    /// <param name="dy0">The first tile of dY transposed (see <see cref="Transpose"/>), at the block's first panel.</param>
    /// <param name="dy1">The same at its second panel.</param>
    /// <param name="dyTile">The distance between tiles of dYᵀ, in floats.</param>
    /// <param name="tiles">The number of tiles.</param>
    /// <param name="gradient">8 × 32 floats; overwritten.</param>
    public static void Gradient(float* x, nint xTile, float* dy0, float* dy1, nint dyTile, int tiles, float* gradient)
    {
        float* zeros = stackalloc float[BlockKernel.Rows];
        BlockKernel.Multiply<GradientLayout>(
            x, dy0, dy1, new BlockSteps(Tile.Rows, tiles, xTile, dyTile), zeros, float.NegativeInfinity, gradient);
    }

    /// <summary>Transposes a tile [features][32] into panels [features/16][32][16].</summary>
    public static void Transpose(float* tile, int paddedFeatures, float* panels)
    {
        for (int panel = 0; panel < paddedFeatures; panel += Tile.Panel)
            for (int row = 0; row < Tile.Rows; row += Tile.Panel)
                Transposition.Block(tile + panel * Tile.Rows + row, Tile.Rows, panels + panel * Tile.Rows + row * Tile.Panel, Tile.Panel);
    }

    /// <summary>Fills the 32 lanes of one feature.</summary>
    public static void Fill(float* lanes, float value)
    {
        Vector512<float> v = Vector512.Create(value);
        v.Store(lanes);
        v.Store(lanes + Tile.Panel);
    }
}
