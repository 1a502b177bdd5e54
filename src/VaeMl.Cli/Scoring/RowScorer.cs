using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using VaeMl.Cli.Csv;

namespace VaeMl.Cli.Scoring;

/// <summary>Scores a CSV file batch by batch, in memory that does not grow with the file.</summary>
internal sealed class RowScorer
{
    private const int BatchRows = 4096;

    private readonly VaeModel _model;
    private readonly CsvFile _file;
    private readonly FeatureCells _cells;
    private readonly int[] _copied;
    private readonly int _explained;
    private readonly string[] _header;
    private readonly float[] _rows;
    private readonly string[] _copies;
    private readonly float[] _elbos = new float[BatchRows];
    private readonly float[] _scores = new float[BatchRows];
    private readonly float[] _contributions;

    /// <param name="model">The model.</param>
    /// <param name="file">A file whose header names the model's features, among others.</param>
    /// <param name="explain">How many features to name for each row.</param>
    /// <param name="copy">Columns to copy into the output.</param>
    public RowScorer(VaeModel model, CsvFile file, int explain, IReadOnlyList<string> copy)
    {
        (_model, _file) = (model, file);
        _cells = new FeatureCells(file, [.. model.FeatureNames.Select(name => file.Header.Find(name, ", a feature of the model"))]);
        _copied = [.. copy.Select(name => file.Header.Find(name, " to copy"))];
        _explained = Math.Min(explain, model.FeatureCount);
        _header = [
            "Row", .. copy, "Elbo", "Score", "PredictedLabel",
            .. Enumerable.Range(1, _explained).SelectMany(k => new[] { $"Top{k}", $"Top{k}Nats" })];
        if (copy.FirstOrDefault(name => _header.Count(h => h == name) > 1) is { } twice)
            throw new InputException($"--copy {twice}: the output would have two columns of this name; rename it in {file.Name}.");
        _rows = new float[BatchRows * model.FeatureCount];
        _copies = new string[BatchRows * _copied.Length];
        _contributions = new float[_explained == 0 ? 0 : _rows.Length];
    }

    /// <summary>The number of rows that could not be scored.</summary>
    public long Unscored { get; private set; }

    /// <summary>The number of rows flagged.</summary>
    public long Flagged { get; private set; }

    /// <summary>Scores all rows of the file.</summary>
    /// <param name="output">Where the scores go.</param>
    /// <param name="batchDone">Called after every batch.</param>
    /// <param name="cancellation">Stops the work between batches.</param>
    public void Run(Stream output, Action batchDone, CancellationToken cancellation)
    {
        using CsvWriter writer = new(new StreamWriter(output, bufferSize: 1 << 16), new CsvConfiguration(_file.Culture)
        {
            Delimiter = _file.Dialect.Separator.ToString()!,
            NewLine = "\n",
        });
        foreach (string name in _header)
            writer.WriteField(name);
        writer.NextRecord();
        for (int count = ReadBatch(); count > 0; count = ReadBatch())
        {
            cancellation.ThrowIfCancellationRequested();
            Score(count);
            for (int i = 0; i < count; i++)
                Write(writer, i, _file.RowsRead - count + i + 1);
            batchDone();
        }
        if (_file.RowsRead == 0)
            throw new InputException($"{_file.Name}: the file has a header and no rows.");
    }

    private int ReadBatch()
    {
        int count = 0;
        while (count < BatchRows && _file.Read())
        {
            _cells.Read(_rows.AsSpan(count * _cells.Count, _cells.Count));
            for (int k = 0; k < _copied.Length; k++)
                _copies[count * _copied.Length + k] = _file[_copied[k]];
            count++;
        }
        return count;
    }

    private void Score(int count) => Unscored += _model.Score(_rows.AsSpan(0, count * _cells.Count), new ScoreColumns
    {
        Elbo = _elbos.AsSpan(0, count),
        Score = _scores.AsSpan(0, count),
        Contributions = _explained == 0 ? default : _contributions.AsSpan(0, count * _cells.Count),
    });

    private void Write(CsvWriter writer, int i, long number)
    {
        bool flagged = _model.IsAnomaly(_scores[i]);
        Flagged += flagged ? 1 : 0;
        writer.WriteField(number.ToString(CultureInfo.InvariantCulture));
        for (int k = 0; k < _copied.Length; k++)
            writer.WriteField(_copies[i * _copied.Length + k]);
        writer.WriteField(Text(_elbos[i]));
        writer.WriteField(Text(_scores[i]));
        writer.WriteField(flagged ? "true" : "false");
        if (_explained > 0)
            WriteTop(writer, i);
        writer.NextRecord();
    }

    private void WriteTop(CsvWriter writer, int i)
    {
        Span<int> top = stackalloc int[Math.Min(_explained, 256)];
        top = TopFeatures.Of(_contributions.AsSpan(i * _cells.Count, _cells.Count), _explained <= 256 ? top : new int[_explained]);
        bool scored = !float.IsNaN(_scores[i]);
        foreach (int feature in top)
        {
            writer.WriteField(scored ? _model.FeatureNames[feature] : "");
            writer.WriteField(scored ? Text(_contributions[i * _cells.Count + feature]) : "");
        }
    }

    private string Text(float value) => float.IsNaN(value) ? "NaN" : value.ToString(_file.Culture);
}
