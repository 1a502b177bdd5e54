using Microsoft.ML;
using VaeMl.Inputs;

namespace VaeMl.Tables;

/// <summary>Dates: the parts of them that come again.</summary>
internal sealed class DateInput(DataViewSchema.Column column) : TableInput(column)
{
    public override bool Is(ColumnKind kind) => kind == ColumnKind.DateTime;

    public override ColumnObserver Observer(DataViewRow source) => new DateObserver(Column.Name, new DateSource(source, Column));

    public override FeatureReader Reader(DataViewRow source, IReadOnlyList<SchemaColumn> columns) => new DateReader(new DateSource(source, Column), columns[0]);
}
