namespace VaeMl.Tests;

public sealed class UnusableRowsTests
{
    private const int Rows = 10_000, Bad = 4321, Infinite = 9000;
    private readonly MLContext _mlContext = new();
    private readonly LogLines _log;
    private readonly Example[] _examples = Views.Examples(Rows);

    public UnusableRowsTests()
    {
        _log = new LogLines(_mlContext);
        _examples[Bad].Features = [float.NaN, float.NaN, float.NaN, float.NaN, float.NaN];
        _examples[Infinite].Features = [1, float.NegativeInfinity, 1, 1, 1];
    }

    [Fact]
    public void Bad_rows_among_good_ones_yield_NaN_alone_and_one_warning()
    {
        IDataView data = _mlContext.View(_examples);
        VaeTransformer transformer = _mlContext.Transformer();
        Prediction[] scored = [.. _mlContext.Data.CreateEnumerable<Prediction>(transformer.Transform(data), reuseRowObject: false)];
        Assert.Equal(["2 rows could not be scored, because a value is infinite or nothing is observed: the results are NaN, and PredictedLabel is true."], _log.Warnings);
        Assert.Equal(Rows, scored.Length);
        for (int i = 0; i < Rows; i++)
        {
            Prediction row = scored[i];
            float[] values = [row.Elbo, row.Score, .. row.Latent, .. row.LatentVariance, .. row.Contributions, row.LatentContribution, .. row.Reconstruction];
            if (i is Bad or Infinite)
            {
                Assert.All(values, value => Assert.True(float.IsNaN(value)));
                Assert.True(row.PredictedLabel);
                continue;
            }
            VaeScore core = Views.Model.Score(_examples[i].Features);
            Assert.Equal((core.Score, core.IsAnomaly), (row.Score, row.PredictedLabel));
            Assert.All(values, value => Assert.True(float.IsFinite(value)));
        }
    }

    [Fact]
    public void Every_pass_warns_once_whatever_is_active()
    {
        IDataView view = _mlContext.Transformer().Transform(_mlContext.View(_examples));
        _ = view.Column<float[]>("Latent");
        Assert.Single(_log.Warnings);
        _ = view.Column<bool>("PredictedLabel");
        Assert.Equal(2, _log.Warnings.Length);
        _ = view.Column<string>("Name");
        Assert.Equal(2, _log.Warnings.Length);
    }

    [Fact]
    public void A_pass_by_several_cursors_warns_once()
    {
        IDataView view = _mlContext.Transformer().Transform(_mlContext.Data.Cache(_mlContext.View(_examples)));
        DataViewRowCursor[] cursors = view.GetRowCursorSet([view.Schema["Score"]], 3);
        Assert.Equal(3, cursors.Length);
        Parallel.ForEach(cursors, cursor =>
        {
            while (cursor.MoveNext())
            {
            }
            cursor.Dispose();
        });
        Assert.StartsWith("2 rows", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_were_read_ahead_but_not_reached_do_not_count()
    {
        IDataView view = _mlContext.Transformer().Transform(_mlContext.Data.SkipRows(_mlContext.View(_examples), Bad - 5));
        Assert.Equal(5, _mlContext.Data.TakeRows(view, 5).Column<float>("Score").Length);
        Assert.Empty(_log.Warnings);
        Assert.Equal(6, _mlContext.Data.TakeRows(view, 6).Column<float>("Score").Length);
        Assert.StartsWith("1 row could", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_prediction_engine_yields_NaN_and_goes_on()
    {
        using PredictionEngine<Example, Prediction> engine = _mlContext.Model.CreatePredictionEngine<Example, Prediction>(_mlContext.Transformer());
        Prediction bad = engine.Predict(_examples[Infinite]), good = engine.Predict(_examples[0]);
        Assert.True(float.IsNaN(bad.Score) && bad.PredictedLabel);
        Assert.Equal(Views.Model.Score(_examples[0].Features).Score, good.Score);
    }
}
