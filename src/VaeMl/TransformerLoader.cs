extern alias CoreSignatures;

using Microsoft.ML.Runtime;
using VaeMl;
using VaeMl.Persistence;
using Internals = CoreSignatures::Microsoft.ML;

[assembly: Internals.LoadableClass(
    typeof(VaeTransformer), typeof(TransformerLoader), null, typeof(Internals.SignatureLoadModel), "", TransformerFile.Loader)]

namespace VaeMl;

/// <summary>Creates the transformer from its entry in a model zip. ML.NET finds this class through the assembly's attribute.</summary>
internal static class TransformerLoader
{
    /// <summary>ML.NET looks this method up by name and calls it.</summary>
    internal static VaeTransformer Create(IHostEnvironment environment, Internals.ModelLoadContext context)
    {
        try
        {
            SavedTransformer saved = TransformerFile.Read(context);
            return new VaeTransformer(environment, saved.Model, saved.Columns, saved.Form, null);
        }
        catch (VaeModelFormatException e)
        {
            // ML.NET calls by reflection, which buries the message under two wrapping exceptions.
            using IChannel channel = environment.Start(nameof(VaeTransformer));
            channel.Error(MessageSensitivity.None, e.Message);
            throw;
        }
    }
}
