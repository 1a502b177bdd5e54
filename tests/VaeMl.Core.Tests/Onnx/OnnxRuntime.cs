using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace VaeMl.Tests.Onnx;

/// <summary>A model and the rows to run it on.</summary>
internal sealed record OnnxRun(byte[] Model, float[] Rows, int Batch, int Width, string Input, string[] Outputs);

/// <summary>ONNX Runtime itself, which must have nothing to say about a model.</summary>
internal static class OnnxRuntime
{
    private static readonly List<string> Warnings = [];

    // The native code keeps a pointer to it.
    private static readonly DOrtLoggingFunction Log = (_, severity, category, _, location, message) =>
    {
        lock (Warnings)
            Warnings.Add($"{severity} {category} {location} {message}");
    };

    static OnnxRuntime()
    {
        EnvironmentCreationOptions options = new() { logId = "tests", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, loggingFunction = Log };
        OrtEnv.CreateInstanceWithOptions(ref options);
        // What it says of the machine is not about a model.
        Warnings.Clear();
    }

    /// <summary>Opens a model. Whoever opens the first one decides on the log, so that all tests open theirs here.</summary>
    public static InferenceSession Open(byte[] model) => new(model);

    /// <summary>Runs a model on its rows in batches.</summary>
    /// <returns>The outputs in order, one after the other.</returns>
    public static float[] Run(OnnxRun run)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using InferenceSession session = new(run.Model, options);
        List<float>[] outputs = [.. run.Outputs.Select(_ => new List<float>())];
        using RunOptions runOptions = new();
        for (int at = 0; at < run.Rows.Length; at += run.Batch * run.Width)
        {
            Memory<float> values = run.Rows.AsMemory(at, Math.Min(run.Batch * run.Width, run.Rows.Length - at));
            using OrtValue input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, [values.Length / run.Width, run.Width]);
            using IDisposableReadOnlyCollection<OrtValue> results = session.Run(runOptions, [run.Input], [input], run.Outputs);
            for (int i = 0; i < outputs.Length; i++)
                outputs[i].AddRange(Values(results[i]));
        }
        // It warns of what a graph should not have, such as unused initializers.
        lock (Warnings)
            Assert.Empty(Warnings);
        return [.. outputs.SelectMany(output => output)];
    }

    private static float[] Values(OrtValue value) => value.GetTensorTypeAndShape().ElementDataType == TensorElementType.Bool
        ? [.. value.GetTensorDataAsSpan<bool>().ToArray().Select(flag => flag ? 1f : 0)]
        : value.GetTensorDataAsSpan<float>().ToArray();
}
