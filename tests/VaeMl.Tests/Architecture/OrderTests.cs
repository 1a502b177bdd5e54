using System.Runtime.CompilerServices;
using VaeMl.Torch;

namespace VaeMl.Tests.Architecture;

/// <summary>Folders and projects use each other in one direction; the lists are the order, each after those that it may use.</summary>
public sealed class OrderTests
{
    private static readonly string Source = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../src"));
    private static readonly FolderGraph Face = new(Path.Combine(Source, "VaeMl"), typeof(VaeTransformer).Assembly);
    private static readonly FolderGraph Torch = new(Path.Combine(Source, "VaeMl.Torch"), typeof(TorchVaeTrainer).Assembly);

    private static readonly string[] FaceOrder = ["Compatibility", "Contracts", "Inputs", "Tables", "Mapping", "Persistence", "Fitting", "", "Thresholds", "Catalogs"];

    private static readonly string[] TorchOrder = ["Tensors", "Likelihoods", "Native", ""];

    [Fact]
    public void Folders_use_each_other_in_one_direction()
    {
        AssertOrder(Face, FaceOrder);
        AssertOrder(Torch, TorchOrder);
    }

    [Fact]
    public void Namespaces_are_folders_and_what_users_see_has_the_library_s_or_ML_NET_s()
    {
        // The runtime knows the attribute by its full name.
        Assert.Equal(["System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute is in the folder of VaeMl.Persistence"], Face.WithOtherNamespaces("VaeMl", "VaeMl", "Microsoft.ML"));
        Assert.Empty(Torch.WithOtherNamespaces("VaeMl.Torch", "VaeMl.Torch"));
    }

    [Fact]
    public void Projects_use_each_other_in_one_direction()
    {
        Assert.Equal(["VaeMl.Core", "VaeMl.Torch"], Used(typeof(VaeTransformer)));
        Assert.Equal(["VaeMl.Core"], Used(typeof(TorchVaeTrainer)));
        Assert.Empty(Used(typeof(VaeModel)));
        Assert.DoesNotContain(typeof(TorchVaeTrainer).Assembly.GetReferencedAssemblies(), assembly => assembly.Name!.StartsWith("Microsoft.ML", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Used(Type type) =>
        type.Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!).Where(name => name.StartsWith("VaeMl", StringComparison.Ordinal)).Order();

    private static void AssertOrder(FolderGraph graph, string[] order)
    {
        Assert.Equal(order.Order(), graph.Folders.Order());
        Assert.Empty(graph.Against(order));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
