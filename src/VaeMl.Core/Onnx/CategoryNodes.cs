using VaeMl.Likelihoods;

namespace VaeMl.Onnx;

/// <summary>The nodes between features and their slots, for models with categories.</summary>
internal sealed class CategoryNodes(OnnxGraph graph, FeatureTransform features)
{
    private readonly int[] _columns = [.. features.Likelihoods.SelectMany((likelihood, j) => Enumerable.Repeat(j, likelihood.Slots))];

    /// <summary>[D]: the feature that each slot belongs to.</summary>
    private string SlotFeatures => graph.Numbers("slot_feature", [.. _columns.Select(j => (long)j)]);

    /// <summary>bool [D]: whether a slot is that of a level.</summary>
    private string IsLevel => graph.Mask("is_level", [.. _columns.Select(j => features.Likelihoods[j].Levels > 0)]);

    /// <summary>[D]: the number of each level within its category.</summary>
    private string LevelNumbers => graph.Parameter("level", [.. _columns.Select((j, slot) => (float)(slot - features.FirstSlots[j]))], features.SlotCount);

    /// <summary>[d]: the start of each feature's slots.</summary>
    private string FirstSlots => graph.Parameter("first_slot", [.. features.FirstSlots.Select(slot => (float)slot)], features.Count);

    /// <summary>[d]: the number of levels of each category; 0 for numeric features.</summary>
    private string LevelCounts => graph.Parameter("levels", [.. features.Likelihoods.Select(likelihood => (float)likelihood.Levels)], features.Count);

    /// <summary>[N, D]: the encoder's input: clipped numbers and one-hot encoded categories.</summary>
    /// <param name="values">[N, d], in the network's units.</param>
    /// <param name="missing">bool [N, d].</param>
    /// <param name="limit">The value that numbers are clipped to.</param>
    public string Input(string values, string missing, float limit)
    {
        string spread = graph.Gather(values, SlotFeatures);
        string levels = graph.ToFloat(graph.Equal(spread, LevelNumbers));
        string known = graph.Where(IsLevel, levels, graph.Clip(spread, -limit, limit));
        return graph.Where(graph.Gather(missing, SlotFeatures), graph.Parameter(NetworkNodes.Fill, features.Fill, features.SlotCount), known);
    }

    /// <summary>
    /// [.., D] → [.., d]: the parameter that the likelihood of each feature uses. It is a number's mean or logit, or the log-probability of the row's level of a category,
    /// which for an unseen level is minus its term.
    /// </summary>
    /// <param name="first">[N, D] or [N, K, D]: the decoder's means and logits.</param>
    /// <param name="target">[N, d] or [N, 1, d]: the values, finite.</param>
    /// <param name="samples">The number of samples K.</param>
    public string GatherForTarget(string first, string target, int samples)
    {
        string logs = ByFeature(first, graph.LogSoftmax);
        string isLevel = graph.And(
            graph.And(graph.Equal(graph.Floor(target), target), graph.Greater(target, -0.5f)), graph.Less(target, LevelCounts));
        string slot = graph.ToInteger(graph.Add(graph.Where(isLevel, target, graph.Constant(0)), FirstSlots));
        string chosen = graph.GatherElements(logs, samples == 1 ? slot : graph.Expand(slot, 1, samples, 1));
        string unseen = graph.And(graph.Less(graph.Constant(0), LevelCounts), graph.Not(isLevel));
        return graph.Where(unseen, graph.Constant(-CategoricalLikelihood.UnseenTerm), chosen);
    }

    /// <summary>[N, D] → [N, d]: a number's mean or logit, or the number of a category's most likely level.</summary>
    public string Typical(string first) => ByFeature(first, slots => graph.ToFloat(graph.ArgMax(slots)));

    /// <summary>Applies a function to the slots of each category, and leaves numbers unchanged.</summary>
    private string ByFeature(string first, Func<string, string> category)
    {
        List<string> parts = [];
        for (int j = 0; j < features.Count;)
        {
            int from = features.FirstSlots[j], to = from + features.Likelihoods[j].Slots;
            bool isCategory = features.Likelihoods[j++].Levels > 0;
            for (; !isCategory && j < features.Count && features.Likelihoods[j].Levels == 0; j++)
                to++;
            string slots = graph.Slice(first, from, to);
            parts.Add(isCategory ? category(slots) : slots);
        }
        return graph.Concat(parts);
    }
}
