using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>Splits rows into blocks of neighbours.</summary>
internal static class RowPartition
{
    // Enough blocks to hold out rows from everywhere, few enough that most held-out rows are far from the training rows.
    private const int MostHeldOut = 10;

    /// <summary>The start of block number <paramref name="block"/> if <paramref name="count"/> rows are split into <paramref name="blocks"/> equal blocks.</summary>
    public static int Start(int count, int block, int blocks) => (int)((long)block * count / blocks);

    /// <summary>The rows in the order in which neighbours are held out together: as given or shuffled.</summary>
    public static int[] Order(int[] rows, VaeOptions options)
    {
        int[] order = [.. rows];
        if (options.Split == RowSplit.Random)
            new RandomStream((uint)options.Seed, RandomPurpose.Folds).Shuffle(order);
        return order;
    }

    /// <summary>The number of blocks of held-out rows: no more than there are rows of either kind, so that each block has some of both.</summary>
    public static int CountHeldOutBlocks(int heldOut, int training) => Math.Min(MostHeldOut, Math.Min(heldOut, training));

    /// <summary>At most the given number of rows, spread evenly.</summary>
    public static int[] Sample(int[] rows, int most)
    {
        int count = Math.Min(rows.Length, most);
        return [.. Enumerable.Range(0, count).Select(i => rows[Start(rows.Length, i, count)])];
    }

    /// <summary>Holds out <paramref name="count"/> rows, in blocks that are spread evenly over the order.</summary>
    public static (int[] Training, int[] HeldOut) HoldOut(int[] order, int count)
    {
        int blocks = CountHeldOutBlocks(count, order.Length - count);
        bool[] held = new bool[order.Length];
        for (int block = 0; block < blocks; block++)
        {
            int start = Start(order.Length, block, blocks), length = Start(order.Length, block + 1, blocks) - start;
            int taken = Start(count, block + 1, blocks) - Start(count, block, blocks);
            held.AsSpan(start + (length - taken) / 2, taken).Fill(true);
        }
        // In data order, because neighbours in memory are read together.
        return ([.. order.Where((_, i) => !held[i]).Order()], [.. order.Where((_, i) => held[i]).Order()]);
    }
}
