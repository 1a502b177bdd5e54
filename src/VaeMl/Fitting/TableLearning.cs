using Microsoft.ML;
using Microsoft.ML.Runtime;
using VaeMl.Tables;

namespace VaeMl.Fitting;

/// <summary>
/// Builds a table from columns of a data view. Columns of text, keys and dates take a pass over the data, which finds their levels or date parts.
/// </summary>
internal static class TableLearning
{
    /// <exception cref="ArgumentException">Two columns of the table would have the same name.</exception>
    /// <exception cref="VaeDataException">Nothing can be learned from a column.</exception>
    public static InputTable Table(IDataView view, IReadOnlyList<DataViewInput> inputs, IChannel channel, CancellationToken cancellation)
    {
        DataViewInput[] unknown = [.. inputs.Where(input => input.Columns is null)];
        Dictionary<DataViewInput, SchemaColumn> observed = unknown.Length == 0 ? [] : Observe(view, unknown, channel, cancellation);
        return new InputTable(inputs, new TableSchema([.. inputs.SelectMany(input => input.Columns ?? [observed[input]])]));
    }

    private static Dictionary<DataViewInput, SchemaColumn> Observe(IDataView view, DataViewInput[] inputs, IChannel channel, CancellationToken cancellation)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(inputs.Select(input => input.Column));
        ColumnObserver[] observers = [.. inputs.Select(input => input.Observer(cursor))];
        for (long row = 0; cursor.MoveNext(); row++)
        {
            if (row % 1024 == 0)
                cancellation.ThrowIfCancellationRequested();
            foreach (ColumnObserver observer in observers)
                observer.Read();
        }
        return inputs.Zip(observers).ToDictionary(
            pair => pair.First, pair => pair.Second.Column(warning => channel.Warning(MessageSensitivity.Schema, warning)));
    }
}
