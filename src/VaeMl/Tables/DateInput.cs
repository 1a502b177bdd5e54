using Microsoft.ML;
using VaeMl.Inputs;

namespace VaeMl.Tables;

/// <summary>A column of dates, whose recurring parts are features: the time of day and the day of the week.</summary>
internal sealed class DateInput(DataViewSchema.Column column) : DataViewInput(column)
{
    public override bool Is(ColumnKind kind) => kind == ColumnKind.DateTime;

    public override ColumnObserver Observer(DataViewRow source) => new DateObserver(Column.Name, new DateSource(source, Column));

    public override FeatureReader Reader(DataViewRow source, IReadOnlyList<SchemaColumn> columns) => new DateReader(new DateSource(source, Column), columns[0]);
}
