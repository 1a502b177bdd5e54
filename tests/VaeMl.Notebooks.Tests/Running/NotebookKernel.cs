using System.Globalization;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.PackageManagement;

namespace VaeMl.Notebooks.Tests;

/// <summary>
/// .NET Interactive's C# kernel, the one behind Polyglot Notebooks and Jupyter's ".NET (C#)". It takes packages of this repository from the build.
/// Console, culture and current folder belong to the whole process, so only one kernel can run at a time.
/// </summary>
internal sealed class NotebookKernel : IDisposable
{
    private readonly string _folder = Environment.CurrentDirectory;
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CompositeKernel _kernel = [];

    /// <summary>Starts a kernel.</summary>
    /// <param name="folder">The folder that cells read files from.</param>
    public NotebookKernel(string folder)
    {
        PackageFeed.Use();
        Environment.CurrentDirectory = folder;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

        // A result kept from an earlier run would name packages that have been built anew since.
        CSharpKernel csharp = new CSharpKernel().UseKernelHelpers().UseNugetDirective(AddReferences, forceRestore: true);
        _kernel.Add(csharp);
        _kernel.DefaultKernelName = csharp.Name;
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="source">Its code.</param>
    /// <returns>What it put out, in order.</returns>
    /// <exception cref="InvalidOperationException">The kernel refused the cell, or the cell threw; the message is the kernel's.</exception>
    public async Task<IReadOnlyList<CellOutput>> RunAsync(string source)
    {
        KernelCommandResult result = await _kernel.SendAsync(new SubmitCode(source)).ConfigureAwait(false);
        if (result.Events.OfType<CommandFailed>().LastOrDefault() is { } failure)
            throw new InvalidOperationException(failure.Message);
        List<CellOutput> outputs = [];
        foreach (DisplayEvent display in result.Events.OfType<DisplayEvent>())
        {
            // The progress of a package's installation is nothing that the cell has to say.
            if (display.Value is not InstallPackagesMessage)
                Add(outputs, CellOutput.From(display));
        }
        return outputs;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _kernel.Dispose();
        CultureInfo.CurrentCulture = _culture;
        Environment.CurrentDirectory = _folder;
    }

    private static Task AddReferences(CSharpKernel kernel, IReadOnlyList<ResolvedPackageReference> packages)
    {
        kernel.AddAssemblyReferences(packages.SelectMany(package => package.AssemblyPaths));
        return Task.CompletedTask;
    }

    /// <summary>Adds an output; what is written to the console by several calls in a row is one output.</summary>
    private static void Add(List<CellOutput> outputs, CellOutput output)
    {
        if (output.Kind is OutputKind.Stream or OutputKind.ErrorStream && outputs.Count > 0 && outputs[^1].Kind == output.Kind)
            outputs[^1] = outputs[^1] with { Text = outputs[^1].Text + output.Text };
        else
            outputs.Add(output);
    }
}
