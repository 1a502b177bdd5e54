using Microsoft.ML;
using Microsoft.ML.Runtime;
using VaeMl.Mapping;
using VaeMl.Mapping.Inputs;

namespace VaeMl.Fitting;

/// <summary>Reads a view's features into memory, in one pass.</summary>
internal static class TrainingRows
{
    /// <exception cref="VaeDataException">A row has another width, or a value is beyond the range of Single.</exception>
    public static VaeData Read(IDataView view, InputColumn features, IChannel channel, CancellationToken cancellation)
    {
        VaeDataBuilder rows = new(features.Width, features.Names);
        PrecisionCheck? precision = features.Kind.Rounds ? new PrecisionCheck(features) : null;
        using DataViewRowCursor cursor = view.GetRowCursor([features.Column]);
        FeatureReader reader = features.Reader(cursor);
        while (cursor.MoveNext())
        {
            if (rows.Count % 1024 == 0)
                cancellation.ThrowIfCancellationRequested();
            Span<float> row = rows.Add();
            reader.Read(row);
            precision?.Add(row, reader, rows.Count - 1);
        }
        foreach (string warning in precision?.Warnings() ?? [])
            channel.Warning(MessageSensitivity.Schema, warning);
        return rows.Build();
    }
}
