using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace VaeMl.Compatibility;

/// <summary>
/// Accesses the non-public members of ML.NET that VaeMl needs, except those for saving. If a version of ML.NET lacks one, the error says so; it is not
/// a bare runtime error.
/// </summary>
internal static class MlNetInternals
{
    /// <summary>The version of ML.NET at run time.</summary>
    public static string? Version => typeof(MLContext).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <summary>The environment of the MLContext that a catalog belongs to.</summary>
    /// <exception cref="NotSupportedException">This version of ML.NET does not have it.</exception>
    public static IHostEnvironment Environment(TransformsCatalog catalog) => Probed(() => EnvironmentField(catalog));

    /// <inheritdoc cref="Environment(TransformsCatalog)"/>
    public static IHostEnvironment Environment(TrainCatalogBase.CatalogInstantiatorBase catalog) => Probed(() => EnvironmentProperty(Owner(catalog)));

    /// <summary>Creates a column of a schema shape.</summary>
    /// <exception cref="NotSupportedException">This version of ML.NET does not have the constructor.</exception>
    public static SchemaShape.Column ShapeColumn(string name, VectorKind vectorKind, DataViewType itemType, bool isKey, SchemaShape? annotations) =>
        Probed(() => CreateColumn(name, vectorKind, itemType, isKey, annotations));

    /// <exception cref="NotSupportedException">This version of ML.NET does not have the member.</exception>
    internal static T Probed<T>(Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception e) when (e is MissingMemberException or MemberAccessException or TypeLoadException)
        {
            throw new NotSupportedException($"This version of Microsoft.ML ({Version}) lacks something that VaeMl uses ({e.Message.TrimEnd('.')}); use 5.0.1, which VaeMl is tested with.", e);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_env")]
    private static extern ref readonly IHostEnvironment EnvironmentField(TransformsCatalog catalog);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Owner")]
    private static extern TrainCatalogBase Owner(TrainCatalogBase.CatalogInstantiatorBase catalog);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Environment")]
    private static extern IHostEnvironment EnvironmentProperty(TrainCatalogBase catalog);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern SchemaShape.Column CreateColumn(string name, VectorKind vecKind, DataViewType itemType, bool isKey, SchemaShape? annotations);
}
