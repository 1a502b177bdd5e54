using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>Chooses the rows that a training goes on with.</summary>
internal interface ITrimming
{
    /// <summary>The rows to train on until it is asked again, in the order of the data.</summary>
    /// <param name="network">The parameters after so many steps.</param>
    /// <param name="steps">Steps made.</param>
    int[] Keep(NetworkParameters network, int steps);

    /// <summary>The mean bound over held-out rows, in nats, that the rows among them which ought to be left out do not rule.</summary>
    /// <param name="negativeElbos">−ELBO of every held-out row, in nats.</param>
    double BoundOf(float[] negativeElbos);
}
