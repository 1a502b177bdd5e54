using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Thresholds;

/// <summary>Chains of transformers, seen as the tree that they are: chains may stand in chains.</summary>
internal static class Chain
{
    private static readonly MethodInfo GenericRebuild = typeof(Chain).GetMethod(nameof(Rebuild), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>All steps that are no chains, in the order in which data pass them.</summary>
    public static IEnumerable<ITransformer> Steps(ITransformer model) => IsChain(model)
        ? ((IEnumerable<ITransformer>)model).SelectMany(Steps)
        : [model];

    /// <summary>The same tree with another step at a place. Chains keep their types and scopes, and other steps are shared.</summary>
    /// <param name="model">The tree.</param>
    /// <param name="place">A place in <see cref="Steps"/>.</param>
    /// <param name="replacement">Of the type of what it replaces.</param>
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

    /// <summary>Each step's scope, which a chain tells only by leaving steps out.</summary>
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
