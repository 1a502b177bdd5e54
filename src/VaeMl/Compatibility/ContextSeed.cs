extern alias CoreSignatures;

using System.Runtime.CompilerServices;
using Microsoft.ML.Runtime;
using Internals = CoreSignatures::Microsoft.ML.Runtime;

namespace VaeMl.Compatibility;

/// <summary>The seed given to MLContext.</summary>
internal static class ContextSeed
{
    /// <returns>The seed; null if there is none, or if this version of ML.NET does not reveal it.</returns>
    public static int? Find(IHostEnvironment environment)
    {
        try
        {
            return MlNetInternals.Probed(() => Read(environment));
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    // Not inlined: a missing type must throw when this is compiled, inside the caller's try block.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int? Read(IHostEnvironment environment) => (environment as Internals.IHostEnvironmentInternal)?.Seed;
}
