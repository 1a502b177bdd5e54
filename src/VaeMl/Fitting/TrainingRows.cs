using Microsoft.ML;
using Microsoft.ML.Runtime;
using VaeMl.Inputs;

namespace VaeMl.Fitting;

/// <summary>Reads the features of a data view in one pass. Rows that exceed the memory limit go to disk.</summary>
internal static class TrainingRows
{
    /// <exception cref="VaeDataException">A row has the wrong number of features, or a value is beyond the range of Single.</exception>
    public static VaeData Read(IDataView view, IInputFeatures features, long? maxMemory, IChannel channel, CancellationToken cancellation)
    {
        VaeDataBuilder rows = features.NewRows(maxMemory);
        // Built without rows, only to get the names.
        IReadOnlyList<string> names = rows.Build().FeatureNames;
        using DataViewRowCursor cursor = view.GetRowCursor(features.Columns);
        FeatureReader reader = features.Reader(cursor);
        PrecisionCheck[] checks = [.. reader.Numbers.Where(part => part.Reader.Rounds).Select(part => new PrecisionCheck(part.Reader, part.First, names))];
        while (cursor.MoveNext())
        {
            if (rows.Count % 1024 == 0)
                cancellation.ThrowIfCancellationRequested();
            Span<float> row = rows.Add();
            reader.Read(row);
            foreach (PrecisionCheck check in checks)
                check.Add(row, rows.Count - 1);
        }
        foreach (string warning in checks.SelectMany(check => check.Warnings()))
            channel.Warning(MessageSensitivity.Schema, warning);
        return rows.Build();
    }
}
