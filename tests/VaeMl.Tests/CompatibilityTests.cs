using System.Runtime.CompilerServices;
using VaeMl.Compatibility;

namespace VaeMl.Tests;

/// <summary>What VaeMl uses of ML.NET beyond its public surface.</summary>
public sealed class CompatibilityTests
{
    [Fact]
    public void This_version_of_MLNET_has_it()
    {
        MLContext context = new();
        Assert.NotNull(MlNetInternals.Environment(context.Transforms));
        Assert.NotNull(MlNetInternals.Environment(context.AnomalyDetection.Trainers));
        SchemaShape.Column column = MlNetInternals.ShapeColumn("c", SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, false, null);
        Assert.Equal("c", column.Name);
    }

    [Fact]
    public void A_version_without_it_is_named_in_the_error()
    {
        Exception e = Assert.Throws<NotSupportedException>(() => MlNetInternals.Probed(() => Missing(new MLContext().Transforms)));
        Assert.StartsWith($"This version of Microsoft.ML ({MlNetInternals.Version}) lacks something that VaeMl uses (Field not found", e.Message, StringComparison.Ordinal);
        Assert.IsType<MissingFieldException>(e.InnerException);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_fieldOfAnotherVersion")]
    private static extern ref readonly object Missing(TransformsCatalog catalog);
}
