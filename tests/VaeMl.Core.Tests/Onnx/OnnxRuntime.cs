using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace VaeMl.Tests.Onnx;

/// <summary>ONNX Runtime itself: the native library that the npm package onnxruntime-node ships, kept in the user's cache folder.</summary>
internal static class OnnxRuntime
{
    private const string Package = "onnxruntime-node", Version = "1.30.0", Pinned = $"{Package}@{Version}";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly Lazy<string?> Absence = new(Install);

    private const string Script = """
        const [folder, packageFolder] = process.argv.slice(2);
        const fs = require("fs"), path = require("path");
        const ort = require(packageFolder);
        (async () => {
            for (const { model, rows, batch, width, input, outputs } of JSON.parse(fs.readFileSync(path.join(folder, "runs.json")))) {
                const session = await ort.InferenceSession.create(path.join(folder, model));
                const bytes = fs.readFileSync(path.join(folder, rows));
                const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
                const parts = outputs.map(() => []);
                for (let at = 0; at < all.length; at += batch * width) {
                    const values = all.slice(at, at + batch * width);
                    const results = await session.run({ [input]: new ort.Tensor("float32", values, [values.length / width, width]) });
                    outputs.forEach((name, i) => parts[i].push(Buffer.from(Float32Array.from(results[name].data).buffer)));
                }
                fs.writeFileSync(path.join(folder, model + ".out"), Buffer.concat(parts.flat()));
                await session.release();
            }
        })().catch(error => { console.error(error); process.exit(1); });
        """;

    /// <summary>Why there is no ONNX Runtime here; null if there is one.</summary>
    public static string? WhyAbsent => Absence.Value;

    private static string Folder => Path.Combine(CacheFolder, $"{Package}-{Version}");

    private static string CacheFolder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "vaeml");

    /// <summary>Runs models, each on its rows in batches.</summary>
    /// <returns>Of each run, the outputs in order, one after the other.</returns>
    public static IReadOnlyList<float[]> Run(IReadOnlyList<OnnxRun> runs)
    {
        string folder = Directory.CreateTempSubdirectory("vaeml-onnx-").FullName;
        try
        {
            for (int i = 0; i < runs.Count; i++)
            {
                File.WriteAllBytes(Path.Combine(folder, $"{i}.onnx"), runs[i].Model);
                File.WriteAllBytes(Path.Combine(folder, $"{i}.rows"), MemoryMarshal.AsBytes(runs[i].Rows.AsSpan()));
            }
            File.WriteAllText(Path.Combine(folder, "runs.json"), JsonSerializer.Serialize(runs.Select((run, i) => new
            {
                model = $"{i}.onnx", rows = $"{i}.rows", batch = run.Batch, width = run.Width, input = run.Input, outputs = run.Outputs,
            })));
            File.WriteAllText(Path.Combine(folder, "run.js"), Script);
            (int exitCode, string output) = Start(
                "node", [Path.Combine(folder, "run.js"), folder, Path.Combine(Folder, "node_modules", Package)]);
            // ONNX Runtime warns of what a graph should not have, such as unused initializers.
            Assert.True(exitCode == 0 && output.Length == 0, output);
            return [.. runs.Select((_, i) => File.ReadAllBytes(Path.Combine(folder, $"{i}.onnx.out")))
                .Select(bytes => MemoryMarshal.Cast<byte, float>(bytes).ToArray())];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Runs a script that requires the package by its name.</summary>
    public static (int ExitCode, string Output) RunScript(string folder, string file) =>
        Start("node", [file], folder, ("NODE_PATH", Path.Combine(Folder, "node_modules")));

    private static string? Install()
    {
        string temporary = string.Create(CultureInfo.InvariantCulture, $"{Folder}.{Environment.ProcessId}");
        try
        {
            Start("node", ["--version"]);
            if (Directory.Exists(Folder))
                return null;
            Directory.CreateDirectory(temporary);
            // The package's install script would fetch GPU libraries.
            (int exitCode, string output) = Start(
                "npm",
                ["install", "--ignore-scripts", "--loglevel=error", "--no-audit", "--no-fund", "--fetch-retries=1", "--prefix", temporary, Pinned]);
            if (exitCode != 0)
                return $"ONNX Runtime: npm could not install {Pinned} ({output.Split('\n')[0].Trim()})";
            Directory.Move(temporary, Folder);
            return null;
        }
        catch (Win32Exception)
        {
            return "ONNX Runtime: node or npm is not installed";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another test run may have been faster.
            return Directory.Exists(Folder) ? null : $"ONNX Runtime: its package cannot be kept in the cache folder ({e.Message})";
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    public static (int ExitCode, string Output) Start(
        string program, string[] arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        // On Windows npm is a script, which only the shell starts.
        bool throughShell = OperatingSystem.IsWindows() && program == "npm";
        ProcessStartInfo info = new(throughShell ? "cmd" : program, throughShell ? ["/c", program, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.WorkingDirectory = folder ?? "";
        info.Environment["ONNXRUNTIME_NODE_INSTALL"] = "skip";
        foreach ((string name, string value) in environment)
            info.Environment[name] = value;
        using Process process = Process.Start(info)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"{program} did not end within {Patience.TotalMinutes} minutes");
        }
        return (process.ExitCode, errors.Result + output.Result);
    }
}

/// <summary>A model and the rows to run it on.</summary>
internal sealed record OnnxRun(byte[] Model, float[] Rows, int Batch, int Width, string Input, string[] Outputs);

/// <summary>A test that needs ONNX Runtime, and is skipped with the reason where there is none.</summary>
public sealed class OnnxRuntimeFactAttribute : FactAttribute
{
    public OnnxRuntimeFactAttribute() => Skip = OnnxRuntime.WhyAbsent;
}
