using System.Collections.Concurrent;
using System.ComponentModel;

namespace VaeMl.Tests.Onnx;

/// <summary>Finds a Python that has some modules.</summary>
internal static class Python
{
    private static readonly string[] Programs = OperatingSystem.IsWindows() ? ["python"] : ["python3", "/usr/bin/python3"];

    private static readonly ConcurrentDictionary<string, string?> Found = new();

    /// <summary>The program, or null if none has them.</summary>
    public static string? With(params string[] modules) => Found.GetOrAdd(string.Join(", ", modules), imports => Programs.FirstOrDefault(program =>
    {
        try
        {
            return OtherProgram.Run(program, ["-c", $"import {imports}"]).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }));
}

/// <summary>A test that needs Python with some modules, and is skipped with the reason where there is none.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(params string[] modules)
    {
        if (Python.With(modules) is null)
            Skip = $"There is no Python with {string.Join(" and ", modules)}";
    }
}
