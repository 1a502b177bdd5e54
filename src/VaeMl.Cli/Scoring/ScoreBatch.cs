using VaeMl.Cli.Csv;

namespace VaeMl.Cli.Scoring;

/// <summary>A batch of rows, which is filled, scored and written, and then reused for later rows.</summary>
internal sealed class ScoreBatch
{
    // The number of rows in a batch. Wide rows have smaller batches.
    private const int MostRows = 4096, FewestRows = 32, MostValues = 1 << 22;

    private readonly ScoreLayout _layout;
    private readonly int _features;
    private readonly TableSchema _schema;
    private readonly float[] _rows, _contributions, _byColumn;
    private readonly Dictionary<(int Row, string Column), string> _unseen = [];
    private readonly float[] _elbos, _scores;
    private readonly int[] _keptEnds;
    private readonly CsvLines _kept, _lines;
    private readonly int[] _top;

    public ScoreBatch(ScoreLayout layout)
    {
        _layout = layout;
        _features = layout.Model.FeatureCount;
        int capacity = Math.Clamp(MostValues / _features, FewestRows, MostRows);
        (_elbos, _scores, _keptEnds) = (new float[capacity], new float[capacity], new int[capacity]);
        _rows = new float[checked(capacity * _features)];
        _contributions = new float[layout.Explained == 0 ? 0 : _rows.Length];
        _schema = layout.Schema;
        _byColumn = new float[_schema.Columns.Count];
        _top = new int[layout.Explained];
        (_kept, _lines) = (layout.NewLines(), layout.NewLines());
    }

    /// <summary>The number of rows in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>The number of rows that could not be scored.</summary>
    public int Unscored { get; private set; }

    /// <summary>The number of rows flagged.</summary>
    public int Flagged { get; private set; }

    /// <summary>The output lines of the scored rows.</summary>
    public ReadOnlySpan<byte> Lines => _lines.Bytes;

    private long FirstRow { get; set; }

    /// <summary>Reads rows until the batch is full or the file ends.</summary>
    /// <returns>False if there were no more rows.</returns>
    public bool Read()
    {
        FirstRow = _layout.File.RowsRead + 1;
        _kept.Clear();
        _unseen.Clear();
        for (Count = 0; Count < _scores.Length && _layout.File.Read(); Count++)
        {
            _layout.Features.Read(_rows.AsSpan(Count * _features, _features));
            if (_top.Length > 0 && _layout.Features.Unseen.IsIn(_layout.File.Line))
                foreach ((string column, string level) in _layout.Features.Unseen.InLastRow)
                    _unseen[(Count, column)] = level;
            if (_layout.KeepsCells)
                _layout.CopyCells(_kept);
            _keptEnds[Count] = _kept.Length;
            _kept.EndRow();
        }
        return Count > 0;
    }

    /// <summary>Scores the rows and formats their lines. Different batches may do so in parallel.</summary>
    public void Score()
    {
        Unscored = _layout.Model.Score(_rows.AsSpan(0, Count * _features), new ScoreColumns
        {
            Elbo = _elbos.AsSpan(0, Count),
            Score = _scores.AsSpan(0, Count),
            Contributions = _contributions.AsSpan(0, Math.Min(_contributions.Length, Count * _features)),
        });
        Flagged = 0;
        _lines.Clear();
        for (int i = 0; i < Count; i++)
            WriteLine(i);
    }

    private void WriteLine(int i)
    {
        ReadOnlySpan<byte> kept = _kept.Bytes[(i == 0 ? 0 : _keptEnds[i - 1]).._keptEnds[i]];
        bool flagged = _layout.Model.IsAnomaly(_scores[i]);
        Flagged += flagged ? 1 : 0;
        if (_layout.KeepsAll)
            _lines.Raw(kept);
        _lines.Number(FirstRow + i);
        if (_layout.KeepsCells && !_layout.KeepsAll)
            _lines.Raw(kept);
        if (_scores[i] == -_elbos[i])
        {
            _lines.NumberAndOpposite(_elbos[i]);
        }
        else
        {
            _lines.Number(_elbos[i]);
            _lines.Number(_scores[i]);
        }
        _lines.Raw(flagged ? "true"u8 : "false"u8);
        if (_top.Length > 0)
            WriteTop(i);
        _lines.EndLine();
    }

    private void WriteTop(int i)
    {
        _schema.SumByColumn(_contributions.AsSpan(i * _features, _features), _byColumn);
        bool scored = !float.IsNaN(_scores[i]);
        foreach (int column in TopColumns.Find(_byColumn, _top))
        {
            _lines.Words(scored ? _schema.Columns[column].Name : "");
            if (scored)
                _lines.Number(_byColumn[column]);
            else
                _lines.Raw(""u8);
            if (_layout.ShowsValues)
                _lines.Words(scored ? Value(i, column) : "");
        }
    }

    /// <summary>Formats a row's value in a column as text.</summary>
    private string Value(int i, int column) => _unseen.TryGetValue((i, _schema.Columns[column].Name), out string? level)
        ? $"{level} (not seen in training)"
        : _schema.Columns[column].Describe(_rows.AsSpan(i * _features, _features)[_schema.FeaturesOf(column)], _layout.File.Dialect.Culture);
}
