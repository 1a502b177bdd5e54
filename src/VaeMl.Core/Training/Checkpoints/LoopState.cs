namespace VaeMl.Training.Checkpoints;

/// <summary>The state of a training loop at the end of an epoch. Immutable: nobody changes the arrays.</summary>
internal sealed record LoopState
{
    /// <summary>The number of epochs done.</summary>
    public required int Epoch { get; init; }

    /// <summary>The number of steps done.</summary>
    public required int Steps { get; init; }

    /// <summary>The step before which rows were last trimmed.</summary>
    public required int LastTrim { get; init; }

    /// <summary>The rows that remain after trimming; null for all.</summary>
    public required int[]? Active { get; init; }

    /// <summary>The reports of all epochs.</summary>
    public required EpochReport[] Reports { get; init; }

    /// <summary>The best epoch by validation, if there is one.</summary>
    public required BestEpoch? Best { get; init; }

    /// <summary>Why training ended; null if it has not.</summary>
    public required StopReason? Reason { get; init; }

    /// <summary>The message for each time that training went back to a good state.</summary>
    public required string[] Retries { get; init; }

    /// <summary>The objective in the first step, with which later ones are compared.</summary>
    public required double? FirstObjective { get; init; }

    /// <summary>The step after which the median over the rows was last checked.</summary>
    public required int LastCheck { get; init; }

    /// <summary>The engine's state.</summary>
    public required float[] Engine { get; init; }
}

/// <summary>The best epoch so far.</summary>
/// <param name="Parameters">The arrays of its network.</param>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="Criterion">The criterion that it maximises.</param>
internal sealed record BestEpoch(float[] Parameters, int Epoch, double Criterion);

/// <summary>The result of a finished fold.</summary>
/// <param name="Scores">The out-of-fold scores of its rows.</param>
/// <param name="Retries">The message for each time that its training went back to a good state.</param>
internal sealed record FoldResult(float[] Scores, string[] Retries);
