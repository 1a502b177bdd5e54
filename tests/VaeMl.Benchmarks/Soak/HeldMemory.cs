using System.Diagnostics;
using System.Runtime;

namespace VaeMl.Benchmarks.Soak;

/// <summary>What this process holds once all garbage is collected.</summary>
/// <param name="ManagedBytes">Objects alive.</param>
/// <param name="ResidentBytes">Memory of the whole process, the runtime's and native libraries' included.</param>
/// <param name="Threads">Its threads.</param>
internal readonly record struct HeldMemory(long ManagedBytes, long ResidentBytes, int Threads)
{
    public static HeldMemory Now()
    {
        // Objects with a finalizer go in the collection after the one that finds them.
        for (int i = 0; i < 3; i++)
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        using Process process = Process.GetCurrentProcess();
        return new(GC.GetTotalMemory(forceFullCollection: false), process.WorkingSet64, process.Threads.Count);
    }
}
