using Microsoft.ML;
using VaeMl.Inputs;
using VaeMl.Messages;

namespace VaeMl.Tables;

/// <summary>Columns of a data view, read as a table.</summary>
/// <param name="inputs">The input columns, in the table's order.</param>
/// <param name="table">The schema of the table, with as many columns as the inputs have in total.</param>
internal sealed class InputTable(IReadOnlyList<DataViewInput> inputs, TableSchema table) : IInputFeatures
{
    public TableSchema Table => table;

    public InputForm Form => new(OnnxInputType.Single, [.. inputs.Select(input => input.Size)]);

    public IReadOnlyList<DataViewSchema.Column> Columns => [.. inputs.Select(input => input.Column)];

    public VaeDataBuilder NewRows(long? maxMemory) => new(table, maxMemory);

    public FeatureReader Reader(DataViewRow source)
    {
        List<(int, int, FeatureReader)> parts = [];
        int column = 0, feature = 0;
        foreach (DataViewInput input in inputs)
        {
            SchemaColumn[] columns = [.. table.Columns.Skip(column).Take(input.ColumnCount)];
            int count = columns.Sum(one => one.FeatureNames.Count);
            parts.Add((feature, count, input.Reader(source, columns)));
            column += columns.Length;
            feature += count;
        }
        return new TableReader([.. parts]);
    }

    /// <param name="schema">The schema of the data.</param>
    /// <param name="names">The input columns, in the table's order.</param>
    /// <param name="sizes">For each input, the number of vector elements, or 0 for a scalar; null accepts all sizes that add up to the table.</param>
    /// <param name="table">The table that the model was trained on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or its type or size differs from what the model was trained on.</exception>
    public static InputTable Find(DataViewSchema schema, IReadOnlyList<string> names, IReadOnlyList<int>? sizes, TableSchema table)
    {
        DataViewInput[] inputs = [.. names.Select(name => DataViewInput.Find(schema, name))];
        int next = 0;
        for (int k = 0; k < inputs.Length; k++)
        {
            if (sizes is not null && inputs[k].Size != sizes[k])
                throw Mismatch(inputs[k], sizes[k] == 0 ? "a scalar" : $"a vector of {sizes[k]}", "");
            int count = inputs[k].ColumnCount;
            foreach (SchemaColumn column in table.Columns.Skip(next).Take(count))
                Check(inputs[k], column, table);
            next += count;
        }
        return next == table.Columns.Count ? new InputTable(inputs, table) : throw InputSchema.Wrong(
            $"The input columns {Quoted(names)} have {Counted.Format(next, "column")} in all, each vector element counted as one; the model was trained on {table.Columns.Count}: "
            + $"{Quoted(table.Columns.Select(column => column.Name))}. List them in this order in {nameof(VaeColumns.InputColumnNames)}.");
    }

    private static void Check(DataViewInput input, SchemaColumn column, TableSchema table)
    {
        string name = input.Column.Name;
        if (input.Size == 0 && column.Name != name && table.Columns.Any(other => other.Name == name))
            throw InputSchema.Wrong(
                $"Input column '{name}' is given where the model has '{column.Name}'. Name the columns in the model's order, "
                + $"{Quoted(table.Columns.Select(other => other.Name))}.");
        if (!input.Is(column.Kind))
            throw Mismatch(input, Expected(column.Kind), column.Name == name ? "" : $" as '{column.Name}'");
    }

    private static ArgumentOutOfRangeException Mismatch(DataViewInput input, string expected, string what) => InputSchema.Mismatch(
        input.Column.Name, expected, InputSchema.TypeName(input.Column.Type), $"That is what the model was trained on{what}. Convert the column, or train a model on this one.");

    private static string Expected(ColumnKind kind) => kind switch
    {
        ColumnKind.Category => "text or a key",
        ColumnKind.DateTime => "DateTime or DateTimeOffset",
        _ => "numbers or Booleans",
    };

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
