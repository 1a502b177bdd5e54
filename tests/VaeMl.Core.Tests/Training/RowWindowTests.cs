using VaeMl.Training;

namespace VaeMl.Tests.Training;

/// <summary>A table on disk is trained on part by part.</summary>
public sealed class RowWindowTests
{
    private const int Count = 400_000, Width = 8;

    private static readonly Lazy<VaeData> Table = new(() =>
    {
        VaeDataBuilder builder = new(Width, maxMemory: VaeDataBuilder.LeastMemory);
        for (int i = 0; i < Count; i++)
        {
            Span<float> row = builder.Add();
            if (i % 10 == 3)
                row.Fill(float.NaN);
            else
                row[0] = i;
        }
        return builder.Build();
    });

    [Theory]
    [InlineData(RowSplit.Blocks)]
    [InlineData(RowSplit.Random)]
    public void A_pass_has_every_usable_row_once(RowSplit split)
    {
        RowWindow window = new(Table.Value, 20_000, new VaeOptions { Seed = 3, Split = split });
        Assert.True(window.Windows > 1);
        Assert.InRange(window.HeldOut.Length, 18_000, 20_000);
        int[] heldOut = Numbers(window, window.HeldOut);
        Assert.Equal(heldOut.Order(), heldOut);
        int[][] passes = [.. Enumerable.Range(0, 2).Select(pass => Enumerable.Range(pass * window.Windows, window.Windows).SelectMany(part => Numbers(window, window.Fetch(part))).ToArray())];
        Assert.All(passes, pass => Assert.Equal(Enumerable.Range(0, Count).Where(i => i % 10 != 3), pass.Concat(heldOut).Order()));
        Assert.NotEqual(passes[0], passes[1]);
        // The rows held out stay where they are.
        Assert.Equal(heldOut, Numbers(window, window.HeldOut));
    }

    [Fact]
    public void Every_part_is_spread_over_the_table_and_its_own_again()
    {
        RowWindow window = new(Table.Value, 20_000, new VaeOptions { Seed = 4 });
        foreach (int part in Enumerable.Range(0, 2 * window.Windows))
        {
            int[] rows = Numbers(window, window.Fetch(part));
            Assert.InRange(rows.Average(), 0.4 * Count, 0.6 * Count);
            Assert.Equal(rows, Numbers(new RowWindow(Table.Value, 20_000, new VaeOptions { Seed = 4 }), part));
        }
    }

    [Fact]
    public void A_row_larger_than_the_budget_is_a_part_of_its_own()
    {
        const int width = 1_100_000;
        VaeDataBuilder builder = new(width, maxMemory: VaeDataBuilder.LeastMemory);
        for (int i = 0; i < 4; i++)
            builder.Add()[0] = i;
        RowWindow window = new(builder.Build(), 1, new VaeOptions());
        Assert.Equal(3, window.Windows);
        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 3).SelectMany(part => Numbers(window, window.Fetch(part))).Concat(Numbers(window, window.HeldOut)).Order());
    }

    [Fact]
    public void Held_out_blocks_are_spread_evenly_or_drawn()
    {
        int[] Tenths(RowSplit split) => [.. Numbers(new RowWindow(Table.Value, 20_000, new VaeOptions { Split = split }), -1).CountBy(row => row / (Count / 10)).Select(tenth => tenth.Value)];
        Assert.Equal(10, Tenths(RowSplit.Blocks).Length);
        Assert.All(Tenths(RowSplit.Blocks), rows => Assert.InRange(rows, 1_000, 3_000));
        Assert.NotEqual(Tenths(RowSplit.Blocks), Tenths(RowSplit.Random));
    }

    [Fact]
    public void The_summary_is_of_all_rows_and_looks_again_at_some()
    {
        DataSummary summary = new(Table.Value, default);
        Assert.Equal(Count / 10 * 9, summary.UsableCount);
        Assert.Equal((1, 0f), (summary.Features[0].MinimumRow == 0 ? 1 : 0, (float)summary.Features[0].Minimum));
        Assert.Equal(Count - 1, summary.Features[0].Maximum);
        Assert.Equal(Enumerable.Range(0, Count).Where(i => i % 10 != 3).Average(), summary.Features[0].Mean, 1e-6);
        Assert.InRange(summary.Sample.Count, 1000, 65_536);
        Assert.All(summary.UsableRows, row => Assert.False(float.IsNaN(summary.Sample[row][0])));
        Assert.Equal(Count / 2, summary.UsableRows.Average(row => summary.Sample[row][0]), 0.01 * Count);
    }

    private static int[] Numbers(RowWindow window, int part) => Numbers(window, part < 0 ? window.HeldOut : window.Fetch(part));

    private static int[] Numbers(RowWindow window, int[] rows) => [.. rows.Select(row => (int)window.Data[row][0])];
}
