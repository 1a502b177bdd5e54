using VaeMl.Scoring;

namespace VaeMl.Onnx;

/// <summary>The whole content of a model file: the scorer and the metadata.</summary>
internal sealed record ModelContent(Scorer Scorer, ModelMetadata Metadata);
