using VaeMl.Networks;

namespace VaeMl.Training.BuiltIn;

/// <summary>What one dense layer keeps of a batch between the forward pass and its gradient, and Adam's state for it.</summary>
internal sealed unsafe class LayerTape
{
    public LayerTape(Dense layer, int tiles)
    {
        Layer = layer;
        InputTile = layer.PaddedInputs * Tile.Rows;
        OutputTile = layer.PaddedOutputs * Tile.Rows;
        Input = new AlignedFloats(tiles * InputTile);
        Derivative = new AlignedFloats(tiles * OutputTile);
        OutputGradient = new AlignedFloats(tiles * OutputTile);
        WeightMoments = new AdamMoments(layer.Weights.Length);
        BiasMoments = new AdamMoments(layer.Bias.Length);
    }

    public Dense Layer { get; }

    /// <summary>Floats in a tile of inputs.</summary>
    public int InputTile { get; }

    /// <summary>Floats in a tile of outputs.</summary>
    public int OutputTile { get; }

    /// <summary>[tile][inputs][32]: the layer's inputs.</summary>
    public AlignedFloats Input { get; }

    /// <summary>[tile][outputs][32]: the derivative of the activation behind the layer.</summary>
    public AlignedFloats Derivative { get; }

    /// <summary>[tile][outputs/16][32][16]: the objective's gradient at the layer's output, transposed.</summary>
    public AlignedFloats OutputGradient { get; }

    public AdamMoments WeightMoments { get; }

    public AdamMoments BiasMoments { get; }

    public float* InputAt(int tile) => Input.Pointer + (nint)tile * InputTile;

    public float* DerivativeAt(int tile) => Derivative.Pointer + (nint)tile * OutputTile;

    public float* OutputGradientAt(int tile) => OutputGradient.Pointer + (nint)tile * OutputTile;
}
