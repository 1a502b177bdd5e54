using System.Diagnostics;

namespace VaeMl.Tests.Hostile;

/// <summary>What becomes of a pipeline's zip that somebody else made: a transformer whose scores are finite, or an exception with a message, of ours the documented one, soon and in little memory.</summary>
internal static class ZipTrial
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Reads a zip and scores with it.</summary>
    /// <param name="zip">The zip.</param>
    /// <param name="scored">Whether it was read and scored.</param>
    /// <returns>What went wrong, or null.</returns>
    public static string? Fault(byte[] zip, out bool scored)
    {
        scored = false;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch watch = Stopwatch.StartNew();
        string? fault = Read(zip, ref scored);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return fault
            ?? (allocated > ModelTrial.MostBytes ? FormattableString.Invariant($"{allocated} bytes were allocated") : watch.Elapsed > Longest ? $"it took {watch.Elapsed}" : null);
    }

    private static string? Read(byte[] zip, ref bool scored)
    {
        Microsoft.ML.ITransformer loaded;
        try
        {
            loaded = new Microsoft.ML.MLContext().Model.Load(new MemoryStream(zip), out _);
        }
#pragma warning disable CA1031 // Which exceptions are faults is what is asked here.
        catch (Exception e)
        {
            return FaultOf(Chain(e).LastOrDefault(cause => cause is VaeModelFormatException) ?? e.GetBaseException());
        }
#pragma warning restore CA1031
        VaeTransformer? transformer = loaded as VaeTransformer ?? (loaded as IEnumerable<Microsoft.ML.ITransformer>)?.OfType<VaeTransformer>().FirstOrDefault();
        scored = transformer is not null;
        return transformer is null ? null : ModelTrial.FaultOfScores(transformer.Model);
    }

    private static IEnumerable<Exception> Chain(Exception e)
    {
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    /// <summary>ML.NET's own parts of the zip fail in ML.NET's ways; what comes from our code is documented.</summary>
    private static string? FaultOf(Exception cause)
    {
        bool ours = new StackTrace(cause).GetFrames().Any(frame => frame.GetMethod()?.DeclaringType?.Namespace is { } space
            && space.StartsWith("VaeMl", StringComparison.Ordinal) && space != typeof(ZipTrial).Namespace);
        bool documented = !ours || cause is VaeModelFormatException;
        return documented && cause is not OutOfMemoryException && !string.IsNullOrWhiteSpace(cause.Message) ? null : cause.ToString();
    }
}
