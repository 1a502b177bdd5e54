namespace VaeMl.Tests;

/// <summary>What else ML.NET does with a view, a pipeline or a saved model.</summary>
public sealed class ConsumerTests
{
    private static readonly VaeAnomalyOptions Anomaly = new() { Vae = Models.Quick, Trainer = VaeTrainerKind.BuiltIn };
    private readonly MLContext _mlContext = new(seed: 1);

    private IDataView Data(int rows = 300) => _mlContext.View(Views.Examples(rows));

    [Fact]
    public void A_preview_shows_every_column_hidden_ones_included()
    {
        IDataView view = _mlContext.Transformer(Views.AllColumns with { LatentColumnName = "Features" }).Transform(Data());
        DataDebuggerPreview preview = view.Preview(40);
        Assert.Equal(40, preview.RowView.Length);
        Assert.Equal(view.Schema.Select(column => column.Name), preview.RowView[0].Values.Select(value => value.Key));
        float[] scores = view.Column<float>("Score");
        for (int i = 0; i < 40; i++)
        {
            KeyValuePair<string, object>[] values = preview.RowView[i].Values;
            Assert.Equal(scores[i], values.Last(value => value.Key == "Score").Value);
            Assert.Equal(Views.Examples(300)[i].Features, ((VBuffer<float>)values.First(value => value.Key == "Features").Value).DenseValues());
            Assert.Equal(2, ((VBuffer<float>)values.Last(value => value.Key == "Features").Value).Length);
        }
    }

    [Fact]
    public void Objects_may_be_reused_or_not()
    {
        IDataView view = _mlContext.Transformer().Transform(Data(600));
        Assert.Equal(view.Column<float>("Score"), _mlContext.Data.CreateEnumerable<Prediction>(view, reuseRowObject: true).Select(row => row.Score));
        Prediction[] kept = [.. _mlContext.Data.CreateEnumerable<Prediction>(view, reuseRowObject: false)];
        Assert.Equal(view.Column<float[]>("Latent"), kept.Select(row => row.Latent));
    }

    [Fact]
    public void A_column_that_hides_another_of_its_name_is_the_one_that_is_read()
    {
        IDataView data = Data();
        var pipeline = _mlContext.Transforms.NormalizeMeanVariance("Features").Append(_mlContext.AnomalyDetection.Trainers.Vae(Anomaly));
        TransformerChain<VaeTransformer> model = pipeline.Fit(data);
        IDataView view = model.Transform(data);
        Assert.Equal(2, view.Schema.Count(column => column.Name == "Features"));
        float[][] scaled = view.Column<float[]>("Features");
        Assert.Equal(scaled.Select(row => model.LastTransformer.Model.Score(row).Score), view.Column<float>("Score"));
        IRowToRowMapper mapper = ((ITransformer)model.LastTransformer).GetRowToRowMapper(data.Schema);
        Assert.Equal(["Features"], mapper.GetDependencies([mapper.OutputSchema["Score"]]).Select(column => column.Name));
        Assert.Equal(["Name"], mapper.GetDependencies([mapper.OutputSchema["Name"]]).Select(column => column.Name));
        Assert.Empty(mapper.GetDependencies([]));
        using PredictionEngine<Example, Prediction> engine = _mlContext.Model.CreatePredictionEngine<Example, Prediction>(model);
        Assert.Equal(view.Column<float>("Score")[9], engine.Predict(Views.Examples(300)[9]).Score);
    }

    [Fact]
    public void Added_columns_may_be_selected_joined_and_filtered_by()
    {
        IDataView data = Data();
        var model = new EstimatorChain<ITransformer>().Append(_mlContext.Transforms.VaeEncode(Views.Model, Views.AllColumns))
            .Append(_mlContext.Transforms.Concatenate("All", "Latent", "Score", "Contributions"))
            .Append(_mlContext.Transforms.SelectColumns("All", "Score")).Fit(data);
        IDataView view = model.Transform(data);
        float[] scores = view.Column<float>("Score");
        Assert.Equal(scores, view.Column<float[]>("All").Select(row => row[2]));
        Assert.Equal(["All", "Score"], view.Schema.Where(column => !column.IsHidden).Select(column => column.Name).Order());
        float median = scores.Order().ElementAt(150);
        Assert.Equal(scores.Where(score => score >= median), _mlContext.Data.FilterRowsByColumn(view, "Score", median).Column<float>("Score"));
        Assert.Equal(300, _mlContext.Data.FilterRowsByMissingValues(view, "All").Column<float>("Score").Length);
        using PredictionEngine<Example, OneScore> engine = _mlContext.Model.CreatePredictionEngine<Example, OneScore>(_mlContext.Reloaded(model, data.Schema));
        Assert.Equal(scores[5], engine.Predict(Views.Examples(300)[5]).Score);
    }

    [Fact]
    public void Splits_before_and_after_give_every_row_the_score_it_has()
    {
        IDataView data = Data(500);
        VaeTransformer transformer = _mlContext.Transformer();
        Dictionary<string, float> scores = transformer.Transform(data).Column<string>("Name").Zip(transformer.Transform(data).Column<float>("Score")).ToDictionary();
        DataOperationsCatalog.TrainTestData after = _mlContext.Data.TrainTestSplit(transformer.Transform(data), 0.3);
        DataOperationsCatalog.TrainTestData before = _mlContext.Data.TrainTestSplit(data, 0.3);
        foreach ((IDataView train, IDataView test) in new[]
        {
            (after.TrainSet, after.TestSet), (transformer.Transform(before.TrainSet), transformer.Transform(before.TestSet)),
        })
        {
            (string Name, float Score)[] rows = [.. new[] { train, test }.SelectMany(view => view.Column<string>("Name").Zip(view.Column<float>("Score")))];
            Assert.Equal(500, rows.Length);
            Assert.All(rows, row => Assert.Equal(scores[row.Name], row.Score));
            Assert.InRange(test.Column<float>("Score").Length, 100, 200);
        }
    }

    [Fact]
    public void A_detector_is_cross_validated_by_the_folds_of_the_data()
    {
        IDataView data = Data(240);
        foreach (DataOperationsCatalog.TrainTestData fold in _mlContext.Data.CrossValidationSplit(data, numberOfFolds: 3))
        {
            VaeTransformer model = _mlContext.AnomalyDetection.Trainers.Vae(Anomaly).Fit(fold.TrainSet);
            AnomalyDetectionMetrics metrics = _mlContext.AnomalyDetection.Evaluate(model.Transform(fold.TestSet));
            Assert.InRange(metrics.AreaUnderRocCurve, 0, 1);
            Assert.InRange(model.TrainingReport!.RowsTrained, 120, 200);
        }
    }

    [Fact]
    public void A_model_is_saved_to_a_stream_that_can_only_be_written_to_and_read_forward()
    {
        IDataView data = Data();
        TransformerChain<VaeTransformer> model = new(_mlContext.Transformer());
        using MemoryStream zip = new();
        using (Stream forward = new ForwardStream(zip))
            _mlContext.Model.Save(model, data.Schema, forward);
        zip.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(zip, out DataViewSchema schema);
        Assert.Equal(data.Schema.Select(column => column.Name), schema.Select(column => column.Name));
        Assert.Equal(model.Transform(data).Bits("Score"), loaded.Transform(data).Bits("Score"));
    }

    [Fact]
    public void Several_threads_of_a_trainer_and_permutation_importance_read_the_latent()
    {
        IDataView data = _mlContext.Data.Cache(Data(400));
        VaeColumns columns = Views.AllColumns with { ScoreColumnName = null, PredictedLabelColumnName = null };
        var model = _mlContext.Transforms.VaeEncode(Views.Model, columns)
            .Append(_mlContext.BinaryClassification.Trainers.SdcaLogisticRegression("IsHigh", "Latent")).Fit(data);
        Assert.InRange(_mlContext.BinaryClassification.Evaluate(model.Transform(data), "IsHigh").AreaUnderRocCurve, 0.7, 1);
        var importance = _mlContext.BinaryClassification.PermutationFeatureImportance(model.LastTransformer, model.Transform(data), "IsHigh");
        Assert.Equal(2, importance.Length);
        Assert.InRange(importance.Min(slot => slot.AreaUnderRocCurve.Mean), -1, -0.1);
    }

    [Fact]
    public void Annotations_of_other_columns_pass_through()
    {
        IDataView data = _mlContext.Transforms.Conversion.MapValueToKey("Key", "Name").Append(_mlContext.Transforms.NormalizeMinMax("Features")).Fit(Data(20)).Transform(Data(20));
        DataViewSchema schema = _mlContext.Transformer().GetOutputSchema(data.Schema);
        VBuffer<ReadOnlyMemory<char>> keys = default;
        schema["Key"].GetKeyValues(ref keys);
        Assert.Equal("row 19", keys.GetItemOrDefault(19).ToString());
        Assert.True(schema["Features"].IsNormalized());
        Assert.False(schema["Latent"].IsNormalized());
    }

    private sealed class OneScore
    {
        public float Score { get; set; }
    }
}
