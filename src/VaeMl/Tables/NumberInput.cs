using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Inputs;

namespace VaeMl.Tables;

/// <summary>A column of numbers or Booleans. Each scalar or vector element is a column of the table.</summary>
internal sealed class NumberInput(InputColumn numbers) : DataViewInput(numbers.Column)
{
    private DataViewType ItemType => Column.Type is VectorDataViewType vector ? vector.ItemType : Column.Type;

    public override IReadOnlyList<SchemaColumn> Columns => [.. Names().Select(CreateColumn)];

    public override bool Is(ColumnKind kind) => kind is ColumnKind.Number or ColumnKind.Boolean;

    public override FeatureReader Reader(DataViewRow source, IReadOnlyList<SchemaColumn> columns) => numbers.Reader(source);

    private SchemaColumn CreateColumn(string name) =>
        ItemType is BooleanDataViewType ? SchemaColumn.Boolean(name)
        : ItemType == NumberDataViewType.Single || ItemType == NumberDataViewType.Double ? SchemaColumn.Number(name)
        : SchemaColumn.Number(name, step: 1);

    /// <summary>Names as in ML.NET's Concatenate: Column.slot, with the slot's number if it has no unique name.</summary>
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
