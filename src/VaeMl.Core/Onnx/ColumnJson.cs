using System.Text.Json.Serialization;

namespace VaeMl.Onnx;

/// <summary>A <see cref="SchemaColumn"/> as stored; its levels are its feature's.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Parts">A date's parts.</param>
/// <param name="Origin">A date's origin, in ticks.</param>
internal sealed record ColumnJson(
    string Name,
    ColumnKind Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] DateParts Parts = DateParts.None,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Origin = 0)
{
    public static ColumnJson Of(SchemaColumn column) => new(column.Name, column.Kind, column.Parts, column.Origin.Ticks);

    /// <exception cref="ArgumentException">There is no such column.</exception>
    public SchemaColumn ToColumn(IReadOnlyList<string>? levels) => Kind switch
    {
        ColumnKind.Number => SchemaColumn.Number(Name),
        ColumnKind.Boolean => SchemaColumn.Boolean(Name),
        ColumnKind.Category => SchemaColumn.Category(Name, levels ?? throw new ArgumentException($"Column '{Name}' lacks levels.")),
        ColumnKind.DateTime => SchemaColumn.Date(Name, Parts, new DateTime(Origin)),
        _ => throw new ArgumentException($"Column '{Name}' is of no known kind."),
    };
}
