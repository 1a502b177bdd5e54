namespace VaeMl.Networks;

/// <summary>
/// A dense layer y = W x + b. Weights are stored in panels [outputs/16][inputs][16], with outputs and inputs zero-padded to multiples of 16. Forward,
/// backward and gradient products can all read them without repacking.
/// </summary>
internal sealed class Dense
{
    public Dense(int inputs, int outputs)
    {
        Inputs = inputs;
        Outputs = outputs;
        Weights = new AlignedFloats((long)PaddedInputs * PaddedOutputs);
        Bias = new AlignedFloats(PaddedOutputs);
    }

    private Dense(Dense other)
    {
        Inputs = other.Inputs;
        Outputs = other.Outputs;
        Weights = other.Weights.Clone();
        Bias = other.Bias.Clone();
    }

    public int Inputs { get; }

    public int Outputs { get; }

    public int PaddedInputs => Tile.Padded(Inputs);

    public int PaddedOutputs => Tile.Padded(Outputs);

    /// <summary>PaddedOutputs/16 panels of PaddedInputs × 16.</summary>
    public AlignedFloats Weights { get; }

    /// <summary>PaddedOutputs values.</summary>
    public AlignedFloats Bias { get; }

    public Dense Clone() => new(this);

    /// <summary>The index of W[output, input] in <see cref="Weights"/>.</summary>
    public int IndexOf(int output, int input) => (output / Tile.Panel * PaddedInputs + input) * Tile.Panel + output % Tile.Panel;

    /// <summary>W, outputs × inputs, row-major.</summary>
    public float[] WeightsRowMajor()
    {
        float[] dense = new float[Outputs * Inputs];
        for (int n = 0; n < Outputs; n++)
            for (int k = 0; k < Inputs; k++)
                dense[n * Inputs + k] = Weights.Span[IndexOf(n, k)];
        return dense;
    }

    /// <summary>Sets W (outputs × inputs, row-major) and b.</summary>
    public void Assign(ReadOnlySpan<float> weightsRowMajor, ReadOnlySpan<float> bias)
    {
        for (int n = 0; n < Outputs; n++)
            for (int k = 0; k < Inputs; k++)
                Weights.Span[IndexOf(n, k)] = weightsRowMajor[n * Inputs + k];
        bias[..Outputs].CopyTo(Bias.Span);
    }
}
