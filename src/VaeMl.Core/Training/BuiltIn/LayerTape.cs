using VaeMl.Networks;

namespace VaeMl.Training.BuiltIn;

/// <summary>What a dense layer stores of a mini-batch between the forward pass and its gradient, and Adam's state for the layer.</summary>
internal sealed unsafe class LayerTape
{
    /// <param name="layer">The layer.</param>
    /// <param name="tiles">The largest number of tiles in a mini-batch; for a decoder layer, one for each latent sample.</param>
    public LayerTape(Dense layer, int tiles)
    {
        Layer = layer;
        InputTile = checked((int)Tile.Floats(layer.Inputs));
        OutputTile = checked((int)Tile.Floats(layer.Outputs));
        Input = new AlignedFloats((long)tiles * InputTile);
        Derivative = new AlignedFloats((long)tiles * OutputTile);
        OutputGradient = new AlignedFloats((long)tiles * OutputTile);
        WeightMoments = new AdamMoments(layer.Weights.Length);
        BiasMoments = new AdamMoments(layer.Bias.Length);
    }

    public Dense Layer { get; }

    /// <summary>The number of floats in a tile of inputs.</summary>
    public int InputTile { get; }

    /// <summary>The number of floats in a tile of outputs.</summary>
    public int OutputTile { get; }

    /// <summary>[tile][inputs][32]: the layer's inputs.</summary>
    public AlignedFloats Input { get; }

    /// <summary>[tile][outputs][32]: the derivative of the layer's activation.</summary>
    public AlignedFloats Derivative { get; }

    /// <summary>[tile][outputs/16][32][16]: the gradient of the loss at the layer's output, transposed.</summary>
    public AlignedFloats OutputGradient { get; }

    public AdamMoments WeightMoments { get; }

    public AdamMoments BiasMoments { get; }

    /// <summary>The number of floats in a layer's tape, including Adam's moments.</summary>
    public static double Floats(int inputs, int outputs, long tiles) =>
        tiles * (Tile.Floats(inputs) + 2.0 * Tile.Floats(outputs)) + 2.0 * (Tile.Padded(inputs) + 1) * Tile.Padded(outputs);

    public float* InputAt(int tile) => Input.At((nint)tile * InputTile, InputTile);

    public float* DerivativeAt(int tile) => Derivative.At((nint)tile * OutputTile, OutputTile);

    public float* OutputGradientAt(int tile) => OutputGradient.At((nint)tile * OutputTile, OutputTile);
}
