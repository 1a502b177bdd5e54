using System.Runtime.Intrinsics.X86;

namespace VaeMl.Networks;

/// <summary>Asks for memory ahead of its use, where the processor takes such hints; nothing depends on it but time.</summary>
internal static unsafe class Prefetch
{
    private const int LineFloats = 16;

    public static void Lines(float* start, int floats)
    {
        if (!Sse.IsSupported)
            return;
        for (int i = 0; i < floats; i += LineFloats)
            Sse.Prefetch0(start + i);
    }
}
