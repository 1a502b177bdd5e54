using System.Globalization;
using Microsoft.ML.Runtime;
using VaeMl.Messages;

namespace VaeMl.Mapping;

/// <summary>Counts the rows that cannot be scored in one pass over the data. Logs one warning when the pass's last cursor is done.</summary>
internal sealed class UnusableRows(IHostEnvironment environment, int cursors)
{
    private long _count;
    private int _open = cursors;

    public void Add(int rows) => Interlocked.Add(ref _count, rows);

    /// <summary>Each cursor calls this once.</summary>
    public void Close()
    {
        if (Interlocked.Decrement(ref _open) > 0 || _count == 0)
            return;
        using IChannel channel = environment.Start(nameof(VaeTransformer));
        channel.Warning(MessageSensitivity.None, string.Create(
            CultureInfo.InvariantCulture,
            $"{Counted.Format(_count, "row")} could not be scored, because a value is infinite or nothing is observed: ")
            + "the results are NaN, and PredictedLabel is true.");
    }
}
