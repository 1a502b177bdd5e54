using Microsoft.ML.Runtime;

namespace VaeMl.Tests;

/// <summary>What a context logs while the test runs.</summary>
internal sealed class LogLines
{
    private readonly List<LoggingEventArgs> _lines = [];

    public LogLines(MLContext mlContext) => mlContext.Log += (_, line) =>
    {
        lock (_lines)
            _lines.Add(line);
    };

    public string[] Warnings => Of(ChannelMessageKind.Warning);

    public string[] Infos => Of(ChannelMessageKind.Info);

    public string[] Errors => Of(ChannelMessageKind.Error);

    private string[] Of(ChannelMessageKind kind)
    {
        lock (_lines)
            return [.. _lines.Where(line => line.Kind == kind && line.Source?.Contains("Vae", StringComparison.Ordinal) == true).Select(line => line.RawMessage)];
    }
}
