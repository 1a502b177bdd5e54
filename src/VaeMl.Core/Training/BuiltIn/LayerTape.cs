using VaeMl.Networks;

namespace VaeMl.Training.BuiltIn;

/// <summary>What one dense layer keeps of a batch between the forward pass and its gradient, and Adam's state for it.</summary>
internal sealed unsafe class LayerTape
{
    /// <param name="layer">The layer.</param>
    /// <param name="tiles">The most tiles of a batch, for a decoder's layer one for each latent sample.</param>
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

    /// <summary>The floats that the tape of a layer takes, with Adam's moments.</summary>
    public static double Floats(int inputs, int outputs, long tiles) =>
        tiles * (Tile.Floats(inputs) + 2.0 * Tile.Floats(outputs)) + 2.0 * (Tile.Padded(inputs) + 1) * Tile.Padded(outputs);

    public float* InputAt(int tile) => Input.At((nint)tile * InputTile, InputTile);

    public float* DerivativeAt(int tile) => Derivative.At((nint)tile * OutputTile, OutputTile);

    public float* OutputGradientAt(int tile) => OutputGradient.At((nint)tile * OutputTile, OutputTile);
}
