namespace VaeMl.Cli.Scoring;

/// <summary>Finds the columns that contribute most to a score.</summary>
internal static class TopColumns
{
    /// <summary>Fills <paramref name="top"/> with the indices of the largest contributions, largest first, and returns it.</summary>
    /// <param name="contributions">d values.</param>
    /// <param name="top">A buffer for at most d indices.</param>
    public static Span<int> Find(ReadOnlySpan<float> contributions, Span<int> top)
    {
        int count = 0;
        for (int j = 0; j < contributions.Length; j++)
        {
            int place = count;
            while (place > 0 && contributions[j] > contributions[top[place - 1]])
                place--;
            if (place == top.Length)
                continue;
            count = Math.Min(count + 1, top.Length);
            for (int k = count - 1; k > place; k--)
                top[k] = top[k - 1];
            top[place] = j;
        }
        return top;
    }
}
