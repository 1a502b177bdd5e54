using VaeMl.Messages;

namespace VaeMl.Data;

/// <summary>Checks the levels of features.</summary>
internal static class FeatureLevels
{
    /// <summary>Returns a copy, with null for each numeric feature.</summary>
    /// <param name="levels">One entry for each feature, or null if all are numeric.</param>
    /// <param name="featureNames">d names.</param>
    /// <param name="parameterName">The name of the levels in the exception.</param>
    /// <exception cref="ArgumentException">
    /// The number of entries is wrong, or a category has no levels, a level twice, one without a name or one that is not well-formed Unicode.
    /// </exception>
    public static IReadOnlyList<IReadOnlyList<string>?> Checked(
        IReadOnlyList<IReadOnlyList<string>?>? levels, IReadOnlyList<string> featureNames, string parameterName)
    {
        if (levels is null)
            return new IReadOnlyList<string>?[featureNames.Count];
        return Problem(levels, featureNames) is { } problem
            ? throw new ArgumentException(problem, parameterName)
            : [.. levels.Select(names => (IReadOnlyList<string>?)(names is null ? null : [.. names]))];
    }

    /// <summary>Describes the first problem in one sentence; null if there is none.</summary>
    public static string? Problem(IReadOnlyList<IReadOnlyList<string>?> levels, IReadOnlyList<string> featureNames)
    {
        if (levels.Count != featureNames.Count)
            return $"levels must hold one entry for each feature, {featureNames.Count} in all, null for a number; it holds {levels.Count}.";
        for (int j = 0; j < levels.Count; j++)
        {
            if (levels[j] is not { } names)
                continue;
            if (names.Count == 0)
                return $"Feature '{featureNames[j]}' has no level; a category needs at least one, and a number has null for levels.";
            HashSet<string> known = [];
            foreach (string name in names)
            {
                if (name is null)
                    return $"Feature '{featureNames[j]}' has a level without a name; give each level a name.";
                if (!UnicodeText.IsWellFormed(name))
                    return $"Feature '{featureNames[j]}' has the level '{name}', {UnicodeText.Fault}";
                if (!known.Add(name))
                    return $"Feature '{featureNames[j]}' has the level '{name}' twice; give each level a name of its own.";
            }
        }
        return null;
    }
}
