extern alias CoreSignatures;

using Microsoft.ML.Runtime;
using VaeMl;
using VaeMl.Persistence;
using Internals = CoreSignatures::Microsoft.ML;

[assembly: Internals.LoadableClass(
    typeof(VaeTransformer), typeof(TransformerLoader), null, typeof(Internals.SignatureLoadModel), "", TransformerFile.Loader)]

namespace VaeMl;

/// <summary>Makes the transformer of a model zip's entry. ML.NET finds it by the assembly's attribute.</summary>
internal static class TransformerLoader
{
    /// <summary>ML.NET finds and calls this by its name.</summary>
    internal static VaeTransformer Create(IHostEnvironment environment, Internals.ModelLoadContext context)
    {
        try
        {
            SavedTransformer saved = TransformerFile.Read(context);
            return new VaeTransformer(environment, saved.Model, saved.Columns, saved.Form, null);
        }
        catch (VaeModelFormatException e)
        {
            // ML.NET calls by reflection, which hides the message two exceptions deep.
            using IChannel channel = environment.Start(nameof(VaeTransformer));
            channel.Error(MessageSensitivity.None, e.Message);
            throw;
        }
    }
}
