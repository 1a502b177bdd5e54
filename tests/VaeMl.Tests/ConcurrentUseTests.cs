namespace VaeMl.Tests;

/// <summary>One transformer serves several threads.</summary>
public sealed class ConcurrentUseTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Prediction_engines_in_several_threads_share_one_transformer()
    {
        Example[] rows = Views.Examples(400, missing: 0.1);
        VaeTransformer transformer = _mlContext.Transformer();
        float[] expected = _mlContext.View(rows) is var data ? transformer.Transform(data).Column<float>("Score") : [];
        Parallel.For(0, 8, _ =>
        {
            using PredictionEngine<Example, Prediction> engine = new MLContext().Model.CreatePredictionEngine<Example, Prediction>(transformer);
            Assert.Equal(expected, rows.Select(row => engine.Predict(row).Score));
        });
    }

    [Fact]
    public void One_mapper_gives_rows_that_do_not_touch_each_other()
    {
        Example[] examples = Views.Examples(200);
        IDataView data = _mlContext.View(examples);
        IRowToRowMapper mapper = ((ITransformer)_mlContext.Transformer()).GetRowToRowMapper(data.Schema);
        Parallel.For(0, 4, _ =>
        {
            using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
            using DataViewRow row = mapper.GetRow(cursor, mapper.OutputSchema);
            ValueGetter<float> get = row.GetGetter<float>(mapper.OutputSchema["Score"]);
            float score = 0;
            for (int i = 0; cursor.MoveNext(); i++)
            {
                get(ref score);
                Assert.Equal(Views.Model.Score(examples[i].Features).Score, score);
            }
        });
    }
}
