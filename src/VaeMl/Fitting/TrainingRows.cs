using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Fitting;

/// <summary>Reads a view's features into memory, in one pass.</summary>
internal static class TrainingRows
{
    public static VaeData Read(IDataView view, DataViewSchema.Column features, CancellationToken cancellation)
    {
        VaeDataBuilder rows = new(((VectorDataViewType)features.Type).Size, Names(features));
        using DataViewRowCursor cursor = view.GetRowCursor([features]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(features);
        VBuffer<float> row = default;
        while (cursor.MoveNext())
        {
            if (rows.Count % 1024 == 0)
                cancellation.ThrowIfCancellationRequested();
            get(ref row);
            row.CopyTo(rows.Add());
        }
        return rows.Build();
    }

    /// <summary>The slot names, d of them, with f0, f1, … for empty ones; null if there are none.</summary>
    private static string[]? Names(DataViewSchema.Column features)
    {
        if (!features.HasSlotNames())
            return null;
        VBuffer<ReadOnlyMemory<char>> names = default;
        features.GetSlotNames(ref names);
        return [.. names.DenseValues().Select((name, j) => name.IsEmpty ? $"f{j}" : name.ToString())];
    }
}
