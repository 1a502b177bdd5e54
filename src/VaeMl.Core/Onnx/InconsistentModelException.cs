namespace VaeMl.Onnx;

/// <summary>The parts of a model file contradict each other. <see cref="ModelFile"/> turns it into a message that names the file.</summary>
/// <param name="message">A clause without a full stop: what is wrong.</param>
/// <param name="innerException">The cause, if any.</param>
internal sealed class InconsistentModelException(string message, Exception? innerException = null) : Exception(message, innerException);
