using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Thresholds;

/// <summary>Treats nested transformer chains as a tree.</summary>
internal static class Chain
{
    private static readonly MethodInfo GenericRebuild = typeof(Chain).GetMethod(nameof(Rebuild), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>All steps that are not chains themselves, in the order in which data passes through them.</summary>
    public static IEnumerable<ITransformer> Steps(ITransformer model) => IsChain(model)
        ? ((IEnumerable<ITransformer>)model).SelectMany(Steps)
        : [model];

    /// <summary>Returns a copy of the tree in which one step is replaced. Chains keep their types and scopes, and the other steps are shared.</summary>
    /// <param name="model">The tree.</param>
    /// <param name="place">The index of the step in <see cref="Steps"/>.</param>
    /// <param name="replacement">The new step, of the same type as the old one.</param>
    public static ITransformer Replace(ITransformer model, int place, ITransformer replacement)
    {
        if (!IsChain(model))
            return replacement;
        ITransformer[] steps = [.. (IEnumerable<ITransformer>)model];
        int at = 0;
        for (int length; (length = Steps(steps[at]).Count()) <= place; at++)
            place -= length;
        steps[at] = Replace(steps[at], place, replacement);
        return (ITransformer)GenericRebuild.MakeGenericMethod(model.GetType().GetGenericArguments()).Invoke(null, [model, steps])!;
    }

    private static bool IsChain(ITransformer model) =>
        model.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(TransformerChain<>);

    private static TransformerChain<TLast> Rebuild<TLast>(TransformerChain<TLast> chain, ITransformer[] steps)
        where TLast : class, ITransformer => new(steps, Scopes(chain));

    /// <summary>The scope of each step. A chain reveals it only by omitting steps from the chains for other scopes.</summary>
    private static TransformerScope[] Scopes<TLast>(TransformerChain<TLast> chain)
        where TLast : class, ITransformer
    {
        ITransformer[] steps = [.. chain];
        TransformerScope[] scopes = new TransformerScope[steps.Length];
        foreach (TransformerScope scope in (TransformerScope[])[TransformerScope.Training, TransformerScope.Testing, TransformerScope.Scoring])
        {
            using IEnumerator<ITransformer> kept = chain.GetModelFor(scope).GetEnumerator();
            bool more = kept.MoveNext();
            for (int i = 0; i < steps.Length && more; i++)
            {
                if (!ReferenceEquals(steps[i], kept.Current))
                    continue;
                scopes[i] |= scope;
                more = kept.MoveNext();
            }
        }
        return scopes;
    }
}
