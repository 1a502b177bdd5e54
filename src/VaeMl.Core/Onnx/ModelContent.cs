using VaeMl.Scoring;

namespace VaeMl.Onnx;

/// <summary>All that a model file holds: what scores rows, and what is known of it.</summary>
internal sealed record ModelContent(Scorer Scorer, ModelMetadata Metadata);
