namespace VaeMl.Onnx;

/// <summary>The parts of a model file contradict each other. <see cref="ModelFile"/> converts this into a message that names the file.</summary>
/// <param name="message">What is wrong, as a clause without a full stop.</param>
/// <param name="innerException">The cause, if any.</param>
internal sealed class InconsistentModelException(string message, Exception? innerException = null) : Exception(message, innerException);
