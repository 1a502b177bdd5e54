using System.Diagnostics;
using System.Globalization;

namespace VaeMl.Benchmarks.Speed.Peers;

/// <summary>How a worker process is started.</summary>
/// <param name="Torch">Whether TorchSharp trains.</param>
/// <param name="Threads">How many threads; null leaves it to the trainer.</param>
/// <param name="Environment">Variables set or, where the value is null, removed.</param>
internal sealed record WorkerSettings(bool Torch, int? Threads, params (string Name, string? Value)[] Environment)
{
    public override string ToString() => string.Join(", ", Environment
        .Select(variable => variable.Value is null ? $"no {variable.Name}" : $"{variable.Name}={variable.Value}")
        .Prepend(Threads is null ? "as it comes" : string.Create(CultureInfo.InvariantCulture, $"{Threads} thread(s)"))
        .Prepend(Torch ? "TorchSharp" : "built-in"));
}

/// <summary>A process of this program's own that trains when asked to: OpenMP reads its settings when a process starts, and only then.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _description;

    public WorkerProcess(WorkerSettings settings)
    {
        List<string> arguments = [typeof(WorkerProcess).Assembly.Location, TrainingWorker.Name];
        if (settings.Torch)
            arguments.Add(TrainingWorker.TorchFlag);
        if (settings.Threads is { } threads)
            arguments.AddRange([TrainingWorker.ThreadsFlag, threads.ToString(CultureInfo.InvariantCulture)]);
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach ((string name, string? value) in settings.Environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _description = Answer();
    }

    /// <summary>What multiplies the matrices with such settings.</summary>
    public static string Describe(WorkerSettings settings)
    {
        using WorkerProcess process = new(settings);
        return process._description;
    }

    /// <summary>Seconds of a step, over a tenth of a second of steps.</summary>
    public double SecondsPerStep(TrainingCase shape)
    {
        _process.StandardInput.WriteLine(shape.Name);
        return double.Parse(Answer(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Answer() => _process.StandardOutput.ReadLine() ?? throw new IOException("The training process ended early.");
}
