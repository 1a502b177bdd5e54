using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Contracts;

namespace VaeMl.Mapping;

/// <summary>Creates the ML.NET annotations of an added column: slot names, or the kind of score.</summary>
internal static class OutputAnnotations
{
    public const string SlotNames = "SlotNames";
    public const string ScoreColumnKind = "ScoreColumnKind";
    public const string ScoreValueKind = "ScoreValueKind";
    public const string ScoreColumnSetId = "ScoreColumnSetId";

    private static readonly KeyDataViewType SetIdType = new(typeof(uint), int.MaxValue);

    public static DataViewSchema.Annotations Create(OutputColumn column, Binding binding)
    {
        if (column.ScoreValueKind is { } kind)
            return Score(kind, binding.InputSchema);
        return binding.SlotNames(column) is { } names ? Slots(names) : DataViewSchema.Annotations.Empty;
    }

    private static DataViewSchema.Annotations Slots(IReadOnlyList<string> names)
    {
        DataViewSchema.Annotations.Builder builder = new();
        VBuffer<ReadOnlyMemory<char>> values = new(names.Count, [.. names.Select(name => name.AsMemory())]);
        builder.Add(
            SlotNames,
            new VectorDataViewType(TextDataViewType.Instance, names.Count),
            (ref VBuffer<ReadOnlyMemory<char>> destination) => values.CopyTo(ref destination));
        return builder.ToAnnotations();
    }

    private static DataViewSchema.Annotations Score(string valueKind, DataViewSchema input)
    {
        DataViewSchema.Annotations.Builder builder = new();
        builder.AddPrimitiveValue(ScoreColumnKind, TextDataViewType.Instance, "AnomalyDetection".AsMemory());
        builder.AddPrimitiveValue(ScoreValueKind, TextDataViewType.Instance, valueKind.AsMemory());
        builder.AddPrimitiveValue(ScoreColumnSetId, SetIdType, LastSetId(input) + 1);
        return builder.ToAnnotations();
    }

    /// <summary>The highest ScoreColumnSetId in the schema; the next number is free.</summary>
    private static uint LastSetId(DataViewSchema schema)
    {
        uint last = 0;
        foreach (DataViewSchema.Column column in schema)
        {
            if (column.Annotations.Schema.GetColumnOrNull(ScoreColumnSetId)?.Type is not KeyDataViewType { RawType: var raw } || raw != typeof(uint))
                continue;
            uint id = 0;
            column.Annotations.GetValue(ScoreColumnSetId, ref id);
            last = Math.Max(last, id);
        }
        return last;
    }
}
