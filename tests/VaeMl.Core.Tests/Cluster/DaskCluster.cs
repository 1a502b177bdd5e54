using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace VaeMl.Tests.Cluster;

/// <summary>A scheduler and workers of Dask, each a process of its own, on this machine.</summary>
internal sealed class DaskCluster : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly List<Process> _processes = [];
    private readonly ConcurrentQueue<string> _log = [];
    private readonly string _python, _folder;

    /// <param name="python">A Python with distributed.</param>
    /// <param name="folder">Takes what the processes write.</param>
    /// <param name="workers">How many workers, which are there when this returns.</param>
    public DaskCluster(string python, string folder, int workers)
    {
        (_python, _folder) = (python, folder);
        string file = Path.Combine(folder, "scheduler.json");
        Start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", file);
        WaitFor(() => File.Exists(file) && new FileInfo(file).Length > 0, "the scheduler");
        Address = JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.GetProperty("address").GetString()!;
        for (int i = 0; i < workers; i++)
            Start("worker", Address, "--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", folder);
        WaitFor(() => _log.Count(line => line.Contains("Registered to:", StringComparison.Ordinal)) == workers, "the workers");
    }

    /// <summary>Where clients find the scheduler.</summary>
    public string Address { get; } = "";

    /// <summary>Ends a worker at once, by SIGKILL.</summary>
    public void KillLastWorker()
    {
        _processes[^1].Kill();
        _processes[^1].WaitForExit();
    }

    /// <summary>Waits for something that the processes do.</summary>
    public void WaitFor(Func<bool> happened, string what)
    {
        Stopwatch waited = Stopwatch.StartNew();
        for (; !happened(); Thread.Sleep(2))
            Assert.True(waited.Elapsed < Patience, $"waited in vain for {what}:\n{string.Join('\n', _log)}");
    }

    public void Dispose()
    {
        foreach (Process process in Enumerable.Reverse(_processes))
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }

    private void Start(string kind, params string[] arguments)
    {
        ProcessStartInfo info = new(_python, ["-m", $"distributed.cli.dask_{kind}", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        Process process = Process.Start(info)!;
        _processes.Add(process);
        process.OutputDataReceived += (_, e) => _log.Enqueue(e.Data ?? "");
        process.ErrorDataReceived += (_, e) => _log.Enqueue(e.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }
}
