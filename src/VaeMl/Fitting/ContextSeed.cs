extern alias CoreSignatures;

using System.Runtime.CompilerServices;
using Microsoft.ML.Runtime;
using Internals = CoreSignatures::Microsoft.ML.Runtime;

namespace VaeMl.Fitting;

/// <summary>The seed given to MLContext.</summary>
internal static class ContextSeed
{
    /// <returns>The seed, or null if there is none or this version of ML.NET does not tell.</returns>
    public static int? Find(IHostEnvironment environment)
    {
        try
        {
            return Read(environment);
        }
        catch (Exception e) when (e is TypeLoadException or MissingMemberException or MemberAccessException)
        {
            return null;
        }
    }

    // Compiled only when called, so that a missing type is an exception inside the try.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int? Read(IHostEnvironment environment) => (environment as Internals.IHostEnvironmentInternal)?.Seed;
}
