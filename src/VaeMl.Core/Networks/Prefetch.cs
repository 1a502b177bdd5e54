using System.Runtime.Intrinsics.X86;

namespace VaeMl.Networks;

/// <summary>Prefetches memory, if the processor supports it. This affects only speed.</summary>
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
