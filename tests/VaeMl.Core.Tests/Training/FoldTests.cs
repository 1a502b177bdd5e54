using System.Collections.Concurrent;
using VaeMl.Training;
using VaeMl.Training.Engines;

namespace VaeMl.Tests.Training;

/// <summary>How the models that calibrate the threshold are trained.</summary>
public sealed class FoldTests
{
    // Of 1000 rows: 8 batches an epoch, and of three quarters of them 6.
    [Theory]
    [InlineData(null, 8 * 500, 6 * 667)]
    [InlineData(3, 8 * 3, 6 * 3)]
    public void A_folds_model_makes_as_many_steps_as_the_final_one_unless_epochs_are_asked_for(int? epochs, int final, int fold)
    {
        ConcurrentBag<RecordingEngine> finals = [], folds = [];
        VaeOptions options = new() { Epochs = epochs, CalibrationFolds = 4, HiddenSizes = [4], LatentSize = 1 };
        new TrainingRun(Recording(finals), Recording(folds), new TrainingRequest(options, new VaeData([.. Models.Rows(1000).Select(row => row[..4])]), null, null, default)).Execute();
        Assert.Equal([final], finals.Select(engine => engine.Batches.Count));
        Assert.Equal([fold, fold, fold, fold], folds.Select(engine => engine.Batches.Count));
        Assert.All(folds, engine => Assert.Equal(750, engine.Batches.SelectMany(batch => batch).Distinct().Count()));
    }

    private static EngineFactory Recording(ConcurrentBag<RecordingEngine> engines) => new("recording", setup =>
    {
        RecordingEngine engine = new(setup.Parameters);
        engines.Add(engine);
        return engine;
    }, (_, _, _) => 1);
}
