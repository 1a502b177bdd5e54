using System.Globalization;

namespace VaeMl.Tests.Properties;

/// <summary>A column of a random table with its cells: float, bool, string or DateTime by its kind, null where missing.</summary>
/// <param name="Column">The column.</param>
/// <param name="Trained">The cells to train on.</param>
/// <param name="Scored">The cells to score: also extreme ones and levels that the column does not have.</param>
public sealed record TableColumn(SchemaColumn Column, IReadOnlyList<object?> Trained, IReadOnlyList<object?> Scored)
{
    /// <summary>Writes a cell's features.</summary>
    public void Encode(object? cell, Span<float> features)
    {
        switch (cell)
        {
            case null:
                features.Fill(float.NaN);
                break;
            case DateTime date:
                Column.Encode(date, features);
                break;
            case string level:
                features[0] = Column.LevelOf(level);
                break;
            case bool truth:
                features[0] = truth ? 1 : 0;
                break;
            case float number:
                features[0] = number;
                break;
            default:
                throw new InvalidOperationException($"No column holds {cell.GetType()}.");
        }
    }

    public override string ToString()
    {
        string kind = Column.Kind switch
        {
            ColumnKind.Category => $"Category [{Shown(Column.Levels!)}]",
            ColumnKind.DateTime => string.Create(CultureInfo.InvariantCulture, $"Date {Column.Parts} from {Column.Origin:O}"),
            var other => other.ToString(),
        };
        return $"{Shown(Column.Name)} {kind}\n  trained: {Shown(Trained)}\n  scored: {Shown(Scored)}";
    }

    private static string Shown(IEnumerable<object?> cells) => string.Join(", ", cells.Select(Shown));

    private static string Shown(object? cell) => cell switch
    {
        null => "missing",
        string text => System.Text.Json.JsonSerializer.Serialize(text),
        DateTime date => date.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
    };
}
