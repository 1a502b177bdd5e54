using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Inputs;

namespace VaeMl.Tables;

/// <summary>Numbers or Booleans: a column of the table for each.</summary>
internal sealed class NumberInput(InputColumn numbers) : TableInput(numbers.Column)
{
    private DataViewType ItemType => Column.Type is VectorDataViewType vector ? vector.ItemType : Column.Type;

    public override IReadOnlyList<SchemaColumn> Columns => [.. Names().Select(OfName)];

    public override bool Is(ColumnKind kind) => kind is ColumnKind.Number or ColumnKind.Boolean;

    public override FeatureReader Reader(DataViewRow source, IReadOnlyList<SchemaColumn> columns) => numbers.Reader(source);

    private SchemaColumn OfName(string name) =>
        ItemType is BooleanDataViewType ? SchemaColumn.Boolean(name)
        : ItemType == NumberDataViewType.Single || ItemType == NumberDataViewType.Double ? SchemaColumn.Number(name)
        : SchemaColumn.Number(name, step: 1);

    /// <summary>As ML.NET's Concatenate does: Column.slot, with the slot's number where it has no name of its own.</summary>
    private IEnumerable<string> Names()
    {
        if (Size == 0)
            return [Column.Name];
        string[] slots = new string[Size];
        if (Column.HasSlotNames())
        {
            VBuffer<ReadOnlyMemory<char>> names = default;
            Column.GetSlotNames(ref names);
            slots = [.. names.DenseValues().Select(name => name.ToString())];
        }
        HashSet<string> known = [""];
        return [.. slots.Select((slot, j) => string.Create(CultureInfo.InvariantCulture, $"{Column.Name}.{(known.Add(slot ?? "") ? slot : j)}"))];
    }
}
