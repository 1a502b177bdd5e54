namespace VaeMl.Onnx;

/// <summary>The nodes that compute the features from a table's columns, each of which is an input.</summary>
internal sealed class ColumnNodes(OnnxGraph graph, TableSchema schema)
{
    // 1 January 1970 was a Thursday; in days after Monday.
    private const double WeekdayOf1970 = 3;
    private const double SecondsADay = 86_400;

    /// <summary>float [N, d]: the features, NaN where missing.</summary>
    public string Features() => graph.Concat(schema.Columns.SelectMany(FeaturesOf));

    /// <summary>[N, d] → [N, columns]: the sum over each column's features.</summary>
    public string SumByColumn(string values)
    {
        if (schema.IsFeatures)
            return values;
        return graph.Concat(Enumerable.Range(0, schema.Columns.Count).Select(k =>
            graph.Sum(graph.Slice(values, schema.FeaturesOf(k).Start.Value, schema.FeaturesOf(k).End.Value), 1, keep: true)));
    }

    private IEnumerable<string> FeaturesOf(SchemaColumn column) => column.Kind switch
    {
        ColumnKind.Number or ColumnKind.Boolean => [graph.RawInput(column.Name, OnnxGraph.Float, 1)],
        ColumnKind.Category => [LevelOf(column)],
        ColumnKind.DateTime => PartsOf(column),
        var other => throw new InvalidOperationException($"Unknown kind {other}."),
    };

    private string LevelOf(SchemaColumn column)
    {
        string[] levels = [.. column.Levels!];
        bool hasEmpty = levels.Contains("");
        return graph.EncodeLabels(
            graph.RawInput(column.Name, OnnxGraph.String, 1),
            hasEmpty ? levels : [.. levels, ""],
            [.. levels.Select((_, number) => (float)number), .. hasEmpty ? [] : (float[])[float.NaN]],
            column.PoolsOtherLevels ? levels.Length - 1 : -1);
    }

    private List<string> PartsOf(SchemaColumn column)
    {
        // In double precision as far as runtimes support it, hence the cosine as a sine.
        string days = graph.Div(graph.RawInput(column.Name, OnnxGraph.Double, 1), graph.DoubleConstant(SecondsADay));
        string day = graph.Floor(days);
        List<string> parts = [];
        if (column.Parts.HasFlag(DateParts.TimeOfDay))
            parts.AddRange(Circle(graph.Sub(days, day)));
        if (column.Parts.HasFlag(DateParts.DayOfWeek))
        {
            string turns = graph.Div(graph.Add(day, graph.DoubleConstant(WeekdayOf1970)), graph.DoubleConstant(7));
            parts.AddRange(Circle(graph.Sub(turns, graph.Floor(turns))));
        }
        if (column.Parts.HasFlag(DateParts.Elapsed))
            parts.Add(graph.ToFloat(graph.Sub(days, graph.DoubleConstant((column.Origin - DateTime.UnixEpoch).TotalDays))));
        return parts;
    }

    /// <summary>Sine and cosine of an angle in turns.</summary>
    private string[] Circle(string turns)
    {
        string angle = graph.Mul(turns, graph.DoubleConstant(Math.Tau));
        return [graph.ToFloat(graph.Sin(angle)), graph.ToFloat(graph.Sin(graph.Add(angle, graph.DoubleConstant(Math.PI / 2))))];
    }
}
