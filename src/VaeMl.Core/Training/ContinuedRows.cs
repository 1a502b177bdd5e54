using VaeMl.Messages;

namespace VaeMl.Training;

/// <summary>New rows for an existing model, checked to have its features, and with its names and levels.</summary>
internal sealed class ContinuedRows
{
    private readonly VaeModel _model;
    private readonly int[] _unseen;
    private int _rowsWithUnseen;

    /// <exception cref="VaeDataException">The rows do not match the model; the message says what is missing or different.</exception>
    public ContinuedRows(VaeModel model, VaeData data)
    {
        _model = model;
        _unseen = new int[model.FeatureCount];
        CheckNames(data);
        CheckLevels(data);
        Scored = data.WithFeatures(model.FeatureNames, model.FeatureLevels, model.Schema);
        Trained = WithoutUnseen();
        CheckUnitInterval();
    }

    /// <summary>The rows as used for scoring.</summary>
    public VaeData Scored { get; }

    /// <summary>The rows as used for training. Levels that the model does not know count as missing, because it cannot learn them.</summary>
    public VaeData Trained { get; }

    public IEnumerable<string> Warnings()
    {
        if (_rowsWithUnseen > 0)
            yield return $"{Counted.Format(_rowsWithUnseen, "row")} of {Scored.Count} {(_rowsWithUnseen == 1 ? "holds" : "hold")} a level that the model does not know, of feature {string.Join(", ", _model.FeatureNames.Where((_, j) => _unseen[j] > 0).Select(name => $"'{name}'"))}: "
                + "such levels are not learned and score as unseen. To learn them, train a new model.";
    }

    private void CheckNames(VaeData data)
    {
        string[] lacking = [.. _model.FeatureNames.Except(data.FeatureNames)], others = [.. data.FeatureNames.Except(_model.FeatureNames)];
        bool unnamed = IsUnnamed(data.FeatureNames) || IsUnnamed(_model.FeatureNames);
        if (data.FeatureCount == _model.FeatureCount && (unnamed || data.FeatureNames.SequenceEqual(_model.FeatureNames)))
            return;
        string problem = unnamed || lacking.Length + others.Length == 0 ? data.FeatureCount == _model.FeatureCount
            ? "they are in a different order" : $"there are {data.FeatureCount} where the model has {_model.FeatureCount}"
            : string.Join(", and ", ((string?[])[
                lacking.Length > 0 ? $"the rows lack {Quoted(lacking)}" : null,
                others.Length > 0 ? $"the model does not know {Quoted(others)}" : null]).OfType<string>());
        throw new VaeDataException($"The rows' features are not the model's: {problem}. The model's are {Quoted(_model.FeatureNames)}, in this order.", feature: lacking.FirstOrDefault());
    }

    private void CheckLevels(VaeData data)
    {
        for (int j = 0; j < data.FeatureCount; j++)
            if (data.Levels[j] is { } levels && !(_model.FeatureLevels[j] ?? []).SequenceEqual(levels))
                throw new VaeDataException(
                    $"Feature '{_model.FeatureNames[j]}' has other levels in the rows than in the model, or in a different order; number them as the model's FeatureLevels do, with −1 for one that is not among them.",
                    feature: _model.FeatureNames[j]);
    }

    private VaeData WithoutUnseen()
    {
        if (_model.FeatureLevels.All(levels => levels is null))
            return Scored;
        long? maxMemory = Scored.IsInMemory ? null : Scored.MaxMemory;
        VaeDataBuilder rows = _model.Schema is { } schema ? new(schema, maxMemory) : new(_model.FeatureCount, _model.FeatureNames, _model.FeatureLevels, maxMemory);
        new RowBlocks(Scored).ForEachRow((_, values) =>
        {
            Span<float> row = rows.Add();
            values.CopyTo(row);
            bool any = false;
            for (int j = 0; j < row.Length; j++)
            {
                if (_model.FeatureLevels[j] is not { } levels || !float.IsFinite(row[j]) || (row[j] >= 0 && row[j] < levels.Count && row[j] == MathF.Floor(row[j])))
                    continue;
                row[j] = float.NaN;
                _unseen[j]++;
                any = true;
            }
            _rowsWithUnseen += any ? 1 : 0;
        });
        return _rowsWithUnseen == 0 ? Scored : rows.Build(Scored.PlaceOf);
    }

    /// <summary>Other values of a Bernoulli feature would drive its logit to infinity.</summary>
    private void CheckUnitInterval()
    {
        int[] bernoulli = [.. Enumerable.Range(0, _model.FeatureCount).Where(j => _model.Likelihoods[j] == LikelihoodKind.Bernoulli)];
        if (bernoulli.Length == 0)
            return;
        new RowBlocks(Trained).ForEachRow((i, row) =>
        {
            foreach (int j in bernoulli)
                if (row[j] is < 0 or > 1)
                    throw VaeDataException.AtValue(
                        i,
                        _model.FeatureNames[j],
                        FormattableString.Invariant($"holds {row[j]}; to the model it is Bernoulli, with values in [0, 1]. ") + "Correct it, mark it missing (NaN), drop the row, or train a new model.");
        });
    }

    private static bool IsUnnamed(IReadOnlyList<string> names) => names.Index().All(name => name.Item == $"f{name.Index}");

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
