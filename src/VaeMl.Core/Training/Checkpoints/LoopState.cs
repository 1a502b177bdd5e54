namespace VaeMl.Training.Checkpoints;

/// <summary>Where a training loop is at the end of an epoch. Immutable: nobody changes the arrays.</summary>
internal sealed record LoopState
{
    /// <summary>Epochs made.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps made.</summary>
    public required int Steps { get; init; }

    /// <summary>The step before which rows were last trimmed.</summary>
    public required int LastTrim { get; init; }

    /// <summary>The rows that trimming has left; null for all.</summary>
    public required int[]? Active { get; init; }

    /// <summary>Every epoch.</summary>
    public required EpochReport[] Reports { get; init; }

    /// <summary>The best epoch by validation, if there was one.</summary>
    public required BestEpoch? Best { get; init; }

    /// <summary>Why training ended; null if it did not.</summary>
    public required StopReason? Reason { get; init; }

    /// <summary>What was told of each time that training went back to a good state.</summary>
    public required string[] Retries { get; init; }

    /// <summary>The first step's objective, which later ones are compared with.</summary>
    public required double? FirstObjective { get; init; }

    /// <summary>The step after which the rows' median was last looked at.</summary>
    public required int LastCheck { get; init; }

    /// <summary>The engine's state.</summary>
    public required float[] Engine { get; init; }
}

/// <summary>The best epoch so far.</summary>
/// <param name="Parameters">Its network's arrays.</param>
/// <param name="Epoch">Its number.</param>
/// <param name="Criterion">What it has the most of.</param>
internal sealed record BestEpoch(float[] Parameters, int Epoch, double Criterion);

/// <summary>What a fold that is done has left.</summary>
/// <param name="Scores">The scores of its rows.</param>
/// <param name="Retries">What was told of each time that its training went back to a good state.</param>
internal sealed record FoldResult(float[] Scores, string[] Retries);
