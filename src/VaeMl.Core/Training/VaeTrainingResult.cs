namespace VaeMl;

/// <summary>A trained model and the report of its training.</summary>
/// <param name="Model">The model.</param>
/// <param name="Report">What happened in training.</param>
public sealed record VaeTrainingResult(VaeModel Model, TrainingReport Report);
