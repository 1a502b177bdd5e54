using Microsoft.ML;
using Microsoft.ML.Runtime;
using VaeMl.Inputs;

namespace VaeMl.Fitting;

/// <summary>Reads a view's features into memory, or as far as they do not fit to disk, in one pass.</summary>
internal static class TrainingRows
{
    /// <exception cref="VaeDataException">A row has another width, or a value is beyond the range of Single.</exception>
    public static VaeData Read(IDataView view, IInputFeatures features, long? maxMemory, IChannel channel, CancellationToken cancellation)
    {
        VaeDataBuilder rows = features.NewRows(maxMemory);
        // Of no row: it tells the names.
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
