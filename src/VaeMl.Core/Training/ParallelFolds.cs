using System.Runtime.ExceptionServices;

namespace VaeMl.Training;

/// <summary>Runs the folds of a calibration in parallel.</summary>
internal static class ParallelFolds
{
    /// <summary>Runs an action for each fold. If folds diverge, the exception of the first one is thrown as it is, because it names the cause.</summary>
    /// <param name="folds">The number of folds.</param>
    /// <param name="parallel">How many run at a time, and the cancellation.</param>
    /// <param name="action">Gets the number of a fold, from 0.</param>
    /// <exception cref="VaeTrainingException">A fold diverged.</exception>
    public static void ForEach(int folds, ParallelOptions parallel, Action<int> action)
    {
        try
        {
            Parallel.For(0, folds, parallel, action);
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<VaeTrainingException>().FirstOrDefault() is { } diverged)
        {
            ExceptionDispatchInfo.Throw(diverged);
        }
    }
}
