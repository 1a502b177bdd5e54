using VaeMl.Cli.Failures;
using VaeMl.Cli.Tables;

namespace VaeMl.Cli.Inference;

/// <summary>Reads a file to infer the kinds of its columns.</summary>
/// <param name="asked">What the user specified about the columns.</param>
internal sealed class TableSurvey(AskedColumns asked)
{
    private readonly HashSet<int> _allLevels = [];

    /// <summary>Surveys a whole file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="progress">Called from time to time.</param>
    /// <param name="cancellation">Cancels reading.</param>
    /// <returns>The plan; null if some columns need a second survey, for which the file must be opened again.</returns>
    /// <exception cref="InputException">No column is left, or a column cannot be of the kind that the user specified.</exception>
    public TablePlan? Read(TableFile file, Action progress, CancellationToken cancellation)
    {
        int? label = asked.Label is null ? null : file.Header.Find(asked.Label, " to be the label");
        Dictionary<int, AskedKind> kinds = Kinds(file, label);
        int[] candidates = [.. Enumerable.Range(0, file.Header.Count).Where(c => c != label && !(kinds.TryGetValue(c, out AskedKind? kind) && kind.Kind is null))];
        int[] unnamed = [.. candidates.Intersect(file.Header.TrailingUnnamed)];
        int[] columns = [.. candidates.Except(unnamed)];
        Require(file, columns);
        ColumnSurvey[] surveys = [.. columns.Select(c => new ColumnSurvey(
            file.Culture, file.Dialect.Thousands, _allLevels.Contains(c) || kinds.GetValueOrDefault(c)?.Kind == ColumnKind.Category))];
        while (file.Read())
        {
            if (file.RowsRead % 4096 == 1)
            {
                cancellation.ThrowIfCancellationRequested();
                progress();
            }
            for (int j = 0; j < columns.Length; j++)
                surveys[j].Add(file[columns[j]]);
            foreach (int column in unnamed)
                if (!file[column].IsEmpty)
                    throw Unnamed(file, column);
        }
        if (file.RowsRead == 0)
            throw new InputException($"{file.Name}: the file has {(file.Dialect.Headless ? "" : "a header and ")}no rows.");
        ColumnInference[] inferences = [.. columns.Select((c, j) => new ColumnInference(file.Header[c], surveys[j], kinds.GetValueOrDefault(c)))];
        int[] again = [.. columns.Where((_, j) => inferences[j].NeedsLevels)];
        _allLevels.UnionWith(again);
        return again.Length > 0 ? null : Plan(file, [.. columns.Select((c, j) => inferences[j].Plan(c, file.Name))], label);
    }

    private static TablePlan Plan(TableFile file, ColumnPlan[] plans, int? label)
    {
        if (Array.TrueForAll(plans, plan => plan.Kept is null))
            throw new InputException($"{file.Name}: no column is left to train on. {string.Join("; ", plans.Take(12).Select(plan => $"'{plan.Name}' is left out ({plan.Content})"))}. To keep one: {ColumnArguments.Kind("number", plans[0].Name)}, or another kind.");
        return new TablePlan(plans, label, file.RowsRead);
    }

    private Dictionary<int, AskedKind> Kinds(TableFile file, int? label)
    {
        Dictionary<int, AskedKind> kinds = [];
        foreach ((string name, AskedKind kind) in asked.Kinds)
        {
            int column = file.Header.Find(name, kind.Kind is null ? " to exclude" : " to be of another kind");
            if (column == label && kind.Kind is not null)
                throw new InputException($"{file.Name}: column '{name}' is the label, which is never trained on; it has no kind.");
            kinds[column] = kind;
        }
        return kinds;
    }

    private static void Require(TableFile file, int[] columns)
    {
        if (columns.Length == 0)
            throw new InputException($"{file.Name}, line 1: no column is left to train on.");
        foreach (int column in columns)
        {
            file.Header.RequireUnique(column);
            if (file.Header.Unnamed.Contains(column))
                throw Unnamed(file, column);
        }
    }

    private static InputException Unnamed(TableFile file, int column) =>
        new($"{file.Name}, line 1: column {column + 1} has no name (is it a row number?). To leave it out: {ColumnArguments.Exclude(file.Header[column])}");
}
