namespace VaeMl;

/// <summary>A model and the report of its training.</summary>
/// <param name="Model">What was learned.</param>
/// <param name="Report">What happened in training.</param>
public sealed record VaeTrainingResult(VaeModel Model, TrainingReport Report);
