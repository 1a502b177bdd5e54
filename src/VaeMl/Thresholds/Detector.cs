using Microsoft.ML;

namespace VaeMl.Thresholds;

/// <summary>Finds and changes the detector of a pipeline, the step that flags rows.</summary>
internal static class Detector
{
    /// <summary>Returns a copy of the pipeline with a changed detector.</summary>
    /// <param name="model">A detector, or a pipeline that contains one.</param>
    /// <param name="column">The PredictedLabel column of the detector to change; null if there is only one detector.</param>
    /// <param name="change">Returns the changed detector.</param>
    /// <exception cref="ArgumentException">There is no such detector, or there are several.</exception>
    public static TModel Change<TModel>(TModel model, string? column, Func<VaeTransformer, VaeTransformer> change)
        where TModel : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(model);
        ITransformer[] steps = [.. Chain.Steps(model)];
        int place = Place(steps, column);
        return (TModel)Chain.Replace(model, place, change((VaeTransformer)steps[place]));
    }

    private static int Place(ITransformer[] model, string? predictedLabelColumnName)
    {
        int[] detectors = [.. Enumerable.Range(0, model.Length).Where(i => FlagsOf(model[i]) is not null)];
        string columns = string.Join(", ", detectors.Select(i => $"'{FlagsOf(model[i])}'").Distinct());
        if (detectors.Length == 0)
            throw new ArgumentException(None(model), nameof(model));
        if (predictedLabelColumnName is null)
            return detectors.Length == 1 ? detectors[0] : throw new ArgumentException(
                $"{detectors.Length} steps of the model flag rows, in the columns {columns}. Name one with {nameof(predictedLabelColumnName)}.",
                nameof(model));
        // A later column hides an earlier one of the same name.
        int place = Array.FindLastIndex(model, step => FlagsOf(step) == predictedLabelColumnName);
        return place >= 0 ? place : throw new ArgumentException(
            $"No VaeTransformer in the model adds the column '{predictedLabelColumnName}'; the PredictedLabel columns are {columns}.",
            nameof(predictedLabelColumnName));
    }

    private static string? FlagsOf(ITransformer step) => (step as VaeTransformer)?.Columns.PredictedLabelColumnName;

    private static string None(ITransformer[] steps)
    {
        string names = string.Join(", ", steps.Select(step => step.GetType().Name.Split('`')[0]));
        return Array.Exists(steps, step => step is VaeTransformer)
            ? "The model flags no row: its VaeTransformer adds no PredictedLabel column. Set PredictedLabelColumnName when training."
            : $"The model contains no VaeTransformer, so there is no threshold to change; its steps are: {(names.Length > 0 ? names : "none")}.";
    }
}
