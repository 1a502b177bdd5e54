using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>Selects the rows that training continues with.</summary>
internal interface ITrimming
{
    /// <summary>The rows to train on until the next call, in data order.</summary>
    /// <param name="network">The current parameters.</param>
    /// <param name="steps">The number of steps done.</param>
    int[] Keep(NetworkParameters network, int steps);

    /// <summary>A mean bound over held-out rows, in nats, that is robust to anomalies among them.</summary>
    /// <param name="negativeElbos">−ELBO of every held-out row, in nats.</param>
    double ComputeRobustElbo(float[] negativeElbos);
}
