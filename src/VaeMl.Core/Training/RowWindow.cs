using VaeMl.Data;
using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>
/// The rows of a table that fit into the memory budget: the held-out rows, and one part of the others at a time. Each pass over the table splits it anew, and each
/// part is a random selection of blocks, that is, a sample of the table.
/// </summary>
internal sealed class RowWindow
{
    private readonly VaeData _source;
    private readonly RowBlocks _blocks;
    private readonly int[] _training, _heldOut;
    private readonly float[][] _chunks;
    private readonly int _seed;

    /// <param name="source">The table.</param>
    /// <param name="heldOut">The number of rows to hold out, at least one. Whole blocks are held out.</param>
    /// <param name="options">The options for the seed and the split.</param>
    public RowWindow(VaeData source, int heldOut, VaeOptions options)
    {
        (_source, _blocks, _seed) = (source, new RowBlocks(source), options.Seed);
        int[] order = RowPartition.Order([.. Enumerable.Range(0, _blocks.Count)], options);
        (_training, _heldOut) = RowPartition.HoldOut(order, Math.Clamp((heldOut + _blocks.Rows - 1) / _blocks.Rows, 1, _blocks.Count - 1));
        // A single row may exceed the budget.
        long most = Math.Max(1, RowBudget.BytesInMemory(source.MaxMemory) / ((long)_blocks.Rows * source.FeatureCount * sizeof(float)));
        Windows = (int)Math.Max(1, (_training.Length + most - 1) / most);
        _chunks = [.. Enumerable.Range(0, _heldOut.Length + Part(0).Length + 1).Select(_ => new float[_blocks.Rows * source.FeatureCount])];
        Data = new VaeData(_chunks, _blocks.Rows, _chunks.Length * _blocks.Rows, source.FeatureCount, source.FeatureNames, source.Levels, source.Schema);
        HeldOut = Load(_heldOut, 0);
    }

    /// <summary>The number of windows in a pass over the table.</summary>
    public int Windows { get; }

    /// <summary>The rows in memory, some of which are unused.</summary>
    public VaeData Data { get; }

    /// <summary>The usable held-out rows, as row numbers of <see cref="Data"/>, in table order.</summary>
    public int[] HeldOut { get; }

    /// <summary>Loads a part of the training rows in place of the previous one.</summary>
    /// <param name="window">The number of the part, counted from 0 over all passes.</param>
    /// <returns>Its usable rows, as row numbers of <see cref="Data"/>.</returns>
    public int[] Fetch(int window) => Load(Part(window), _heldOut.Length);

    /// <summary>Replaces the held-out rows by the same rows of another table.</summary>
    /// <param name="source">The other table, which has as many rows.</param>
    public void HoldOutFrom(VaeData source)
    {
        foreach ((int i, int block) in _heldOut.Index())
            source.CopyRows(_blocks.First(block), _chunks[i].AsSpan(0, _blocks.RowsIn(block) * source.FeatureCount));
    }

    private int[] Part(int window)
    {
        (int pass, int part) = Math.DivRem(window, Windows);
        int[] order = [.. _training];
        new RandomStream((uint)_seed, RandomPurpose.Windows, (uint)pass).Shuffle(order);
        int[] blocks = order[RowPartition.Start(order.Length, part, Windows)..RowPartition.Start(order.Length, part + 1, Windows)];
        // In file order, which disks read faster.
        Array.Sort(blocks);
        return blocks;
    }

    private int[] Load(int[] blocks, int firstChunk)
    {
        int d = _source.FeatureCount;
        List<int> usable = new(blocks.Length * _blocks.Rows);
        for (int i = 0; i < blocks.Length; i++)
        {
            Span<float> rows = _chunks[firstChunk + i].AsSpan(0, _blocks.RowsIn(blocks[i]) * d);
            _source.CopyRows(_blocks.First(blocks[i]), rows);
            for (int row = 0; row < rows.Length / d; row++)
                if (UsableRow.HasObserved(rows.Slice(row * d, d)))
                    usable.Add((firstChunk + i) * _blocks.Rows + row);
        }
        return [.. usable];
    }
}
