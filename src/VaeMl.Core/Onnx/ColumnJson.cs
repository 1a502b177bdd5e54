using System.Text.Json.Serialization;

namespace VaeMl.Onnx;

/// <summary>A <see cref="SchemaColumn"/> as stored; its levels are its feature's.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Parts">A date's parts.</param>
/// <param name="Origin">A date's origin, in ticks.</param>
/// <param name="Step">The step of a number's grid.</param>
internal sealed record ColumnJson(
    string Name,
    ColumnKind Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] DateParts Parts = DateParts.None,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Origin = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double Step = 0)
{
    public static ColumnJson From(SchemaColumn column) => new(column.Name, column.Kind, column.Parts, column.Origin.Ticks, column.Step);

    /// <exception cref="ArgumentException">There is no such column.</exception>
    public SchemaColumn ToColumn(IReadOnlyList<string>? levels) => Kind switch
    {
        ColumnKind.Number => Step == 0 ? SchemaColumn.Number(Name) : SchemaColumn.Number(Name, Step),
        ColumnKind.Boolean => SchemaColumn.Boolean(Name),
        ColumnKind.Category => SchemaColumn.Category(Name, levels ?? throw new ArgumentException($"Column '{Name}' lacks levels.")),
        ColumnKind.DateTime => SchemaColumn.Date(Name, Parts, new DateTime(Origin)),
        _ => throw new ArgumentException($"Column '{Name}' is of no known kind."),
    };
}
