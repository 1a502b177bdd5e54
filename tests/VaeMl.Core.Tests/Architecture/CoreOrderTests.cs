using System.Runtime.CompilerServices;
using VaeMl.Cli;

namespace VaeMl.Tests.Architecture;

/// <summary>Folders use each other in one direction; the lists are the order, each after those that it may use.</summary>
public sealed class CoreOrderTests
{
    private static readonly string Source = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../src"));
    private static readonly FolderGraph Core = new(Path.Combine(Source, "VaeMl.Core"), typeof(VaeModel).Assembly);
    private static readonly FolderGraph Tool = new(Path.Combine(Source, "VaeMl.Cli"), typeof(App).Assembly);

    private static readonly string[] CoreOrder =
    [
        "Messages", "Files", "Data", "Contracts", "Distributions", "Networks", "Likelihoods", "Scoring", "Onnx", "",
        "Training/Engines", "Training/BuiltIn", "Training/Checkpoints", "Training", "Reporting",
    ];

    private static readonly string[] ToolOrder =
        ["Failures", "Streams", "Csv", "Cells", "Tables", "Inference", "Features", "Options", "Display", "Scoring", "Commands", ""];

    [Fact]
    public void The_library_s_folders_use_each_other_in_one_direction() => AssertOrder(Core, CoreOrder);

    [Fact]
    public void The_tool_s_folders_use_each_other_in_one_direction() => AssertOrder(Tool, ToolOrder);

    [Fact]
    public void Namespaces_are_folders_and_what_users_see_has_the_library_s()
    {
        Assert.Empty(Core.WithOtherNamespaces("VaeMl", "VaeMl"));
        Assert.Empty(Tool.WithOtherNamespaces("VaeMl.Cli"));
    }

    [Fact]
    public void The_library_needs_neither_other_projects_nor_native_code()
    {
        string[] used = [.. typeof(VaeModel).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal))];
        Assert.Equal(["Google.Protobuf"], used);
        Assert.DoesNotContain(typeof(App).Assembly.GetReferencedAssemblies(), assembly => assembly.Name is "VaeMl" or "VaeMl.Torch");
    }

    /// <summary>A graph without the arrows that closures and method bodies make would find nothing wrong.</summary>
    [Fact]
    public void The_graph_sees_signatures_bodies_and_closures()
    {
        Assert.Contains("Scorer uses NetworkParameters", Core.Arrows[("Scoring", "Networks")]);
        Assert.Contains("VaeTrainer uses BuiltInEngine", Core.Arrows[("Training", "Training/BuiltIn")]);
        Assert.Contains("NetworkTrainer uses LoopState", Core.Arrows[("Training", "Training/Checkpoints")]);
        Assert.NotEmpty(Core.Against([.. CoreOrder.Reverse()]));
    }

    private static void AssertOrder(FolderGraph graph, string[] order)
    {
        Assert.Equal(order.Order(), graph.Folders.Order());
        Assert.Empty(graph.Against(order));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
