using Microsoft.ML;
using VaeMl.Inputs;

namespace VaeMl.Tables;

/// <summary>A column of text or keys, which is a category.</summary>
internal sealed class LevelInput(DataViewSchema.Column column) : DataViewInput(column)
{
    public override bool Is(ColumnKind kind) => kind == ColumnKind.Category;

    public override ColumnObserver Observer(DataViewRow source) => new LevelObserver(Column.Name, LevelSource.Create(source, Column));

    public override FeatureReader Reader(DataViewRow source, IReadOnlyList<SchemaColumn> columns) => new LevelReader(LevelSource.Create(source, Column), columns[0]);
}
