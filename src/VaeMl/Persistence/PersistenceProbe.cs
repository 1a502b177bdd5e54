extern alias CoreSignatures;

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using VaeMl.Compatibility;
using VaeMl.Persistence;
using Internals = CoreSignatures::Microsoft.ML;

[assembly: Internals.LoadableClass(
    typeof(PersistenceProbe), typeof(PersistenceProbe), null, typeof(Internals.SignatureLoadModel), "", PersistenceProbe.Loader)]

namespace VaeMl.Persistence;

/// <summary>
/// Saves and loads itself once per process, in the same way as a <see cref="VaeTransformer"/>. If a version of ML.NET does not allow it, the user
/// must learn that before hours of training, not after.
/// </summary>
internal sealed class PersistenceProbe : ITransformer
{
    public const string Loader = "VaeMlProbe";

    private static readonly Lazy<Exception?> Problem = new(Run);

    bool ITransformer.IsRowToRowMapper => false;

    /// <exception cref="NotSupportedException">Transformers cannot be saved with this version of ML.NET.</exception>
    public static void ThrowIfBroken()
    {
        if (Problem.Value is { } problem)
            throw new NotSupportedException(
                $"This version of Microsoft.ML ({MlNetInternals.Version}) cannot save a VaeTransformer; use 5.0.1, which VaeMl is tested with.",
                problem);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => ModelEntry.Write(ctx, Loader, []);

    internal static PersistenceProbe Create(IHostEnvironment environment, Internals.ModelLoadContext context)
    {
        _ = environment;
        ModelEntry.Read(context);
        return new PersistenceProbe();
    }

    DataViewSchema ITransformer.GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

    IDataView ITransformer.Transform(IDataView input) => input;

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

    private static Exception? Run()
    {
        try
        {
            using MemoryStream zip = new();
            ModelOperationsCatalog models = new MLContext().Model;
            models.Save(new PersistenceProbe(), null, zip);
            zip.Position = 0;
            _ = (PersistenceProbe)models.Load(zip, out _);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
