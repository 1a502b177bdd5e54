using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>Parts rows into blocks of neighbours.</summary>
internal static class RowPartition
{
    // Enough to have held-out rows from everywhere, few enough for most of them to be far from the rows trained on.
    private const int MostHeldOut = 10;

    /// <summary>Where the given one of so many equal blocks of <paramref name="count"/> rows begins.</summary>
    public static int Start(int count, int block, int blocks) => (int)((long)block * count / blocks);

    /// <summary>The rows in the order in which neighbours are held out together: as they are, or at random.</summary>
    public static int[] Order(int[] rows, VaeOptions options)
    {
        int[] order = [.. rows];
        if (options.Split == RowSplit.Random)
            new RandomStream((uint)options.Seed, RandomPurpose.Folds).Shuffle(order);
        return order;
    }

    /// <summary>In how many blocks rows are held out: no more than rows of either kind, so that a block has room for its share.</summary>
    public static int HeldOut(int heldOut, int training) => Math.Min(MostHeldOut, Math.Min(heldOut, training));

    /// <summary>At most so many of the rows, spread evenly over them.</summary>
    public static int[] Sample(int[] rows, int most)
    {
        int count = Math.Min(rows.Length, most);
        return [.. Enumerable.Range(0, count).Select(i => rows[Start(rows.Length, i, count)])];
    }

    /// <summary>Holds <paramref name="count"/> rows out, in blocks that are spread evenly over the order.</summary>
    public static (int[] Training, int[] HeldOut) HoldOut(int[] order, int count)
    {
        int blocks = HeldOut(count, order.Length - count);
        bool[] held = new bool[order.Length];
        for (int block = 0; block < blocks; block++)
        {
            int start = Start(order.Length, block, blocks), length = Start(order.Length, block + 1, blocks) - start;
            int taken = Start(count, block + 1, blocks) - Start(count, block, blocks);
            held.AsSpan(start + (length - taken) / 2, taken).Fill(true);
        }
        // In the order of the data: neighbours in memory are read together.
        return ([.. order.Where((_, i) => !held[i]).Order()], [.. order.Where((_, i) => held[i]).Order()]);
    }
}
