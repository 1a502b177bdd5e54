using System.Text.Json.Serialization;

namespace VaeMl.Onnx;

/// <summary>A <see cref="SchemaColumn"/> as stored. Its levels are stored with its feature.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">What the column holds.</param>
/// <param name="Parts">The parts of a date that become features.</param>
/// <param name="Origin">The origin of dates, in ticks.</param>
/// <param name="Step">The step of a number's grid.</param>
internal sealed record ColumnJson(
    string Name,
    ColumnKind Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] DateParts Parts = DateParts.None,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Origin = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double Step = 0)
{
    public static ColumnJson From(SchemaColumn column) => new(column.Name, column.Kind, column.Parts, column.Origin.Ticks, column.Step);

    /// <exception cref="ArgumentException">The values do not describe a valid column.</exception>
    public SchemaColumn ToColumn(IReadOnlyList<string>? levels) => Kind switch
    {
        ColumnKind.Number => Step == 0 ? SchemaColumn.Number(Name) : SchemaColumn.Number(Name, Step),
        ColumnKind.Boolean => SchemaColumn.Boolean(Name),
        ColumnKind.Category => SchemaColumn.Category(Name, levels ?? throw new ArgumentException($"Column '{Name}' lacks levels.")),
        ColumnKind.DateTime => SchemaColumn.Date(Name, Parts, new DateTime(Origin)),
        _ => throw new ArgumentException($"Column '{Name}' is of no known kind."),
    };
}
