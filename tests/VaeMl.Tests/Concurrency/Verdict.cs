namespace VaeMl.Tests.Concurrency;

/// <summary>What a pipeline says of a row.</summary>
internal sealed class Verdict
{
    public float Score { get; set; }

    public bool PredictedLabel { get; set; }

    public float[] Latent { get; set; } = [];

    public float[] Contributions { get; set; } = [];
}
