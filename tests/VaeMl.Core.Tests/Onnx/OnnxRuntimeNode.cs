using System.ComponentModel;
using System.Globalization;

namespace VaeMl.Tests.Onnx;

/// <summary>The npm package onnxruntime-node, which the documents' JavaScript requires; kept in the user's cache folder.</summary>
internal static class OnnxRuntimeNode
{
    private const string Package = "onnxruntime-node", Version = "1.30.0", Pinned = $"{Package}@{Version}";
    private static readonly Lazy<string?> Absence = new(Install);

    /// <summary>Why it is not here; null if it is.</summary>
    public static string? WhyAbsent => Absence.Value;

    private static string Folder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "vaeml",
        $"{Package}-{Version}");

    /// <summary>Runs a script that requires the package by its name.</summary>
    public static (int ExitCode, string Output) Run(string folder, string file) =>
        OtherProgram.Run("node", [file], folder, ("NODE_PATH", Path.Combine(Folder, "node_modules")));

    private static string? Install()
    {
        string temporary = string.Create(CultureInfo.InvariantCulture, $"{Folder}.{Environment.ProcessId}");
        try
        {
            OtherProgram.Run("node", ["--version"]);
            if (Directory.Exists(Folder))
                return null;
            Directory.CreateDirectory(temporary);
            // The package holds what runs on the processor; its install script would fetch GPU libraries.
            (int exitCode, string output) = OtherProgram.Run(
                "npm",
                ["install", "--ignore-scripts", "--loglevel=error", "--no-audit", "--no-fund", "--fetch-retries=1", "--prefix", temporary, Pinned]);
            if (exitCode != 0)
                return $"npm could not install {Pinned} ({output.Split('\n')[0].Trim()})";
            Directory.Move(temporary, Folder);
            return null;
        }
        catch (Win32Exception)
        {
            return "node or npm is not installed";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another test run may have been faster.
            return Directory.Exists(Folder) ? null : $"{Package} cannot be kept in the cache folder ({e.Message})";
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }
}

/// <summary>A test that needs Node.js with ONNX Runtime, and is skipped with the reason where there is none.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = OnnxRuntimeNode.WhyAbsent;
}
