namespace VaeMl.Benchmarks;

/// <summary>A network to be timed, and for how many epochs.</summary>
internal sealed record TrainShape(int Features, int[] Hidden, int Latent, int Epochs)
{
    public override string ToString() => $"{Features}-{string.Join('-', Hidden)}-{Latent}";
}
