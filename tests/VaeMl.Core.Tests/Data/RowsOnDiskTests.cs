namespace VaeMl.Tests.Data;

/// <summary>Tables that do not fit into the memory they may take.</summary>
public sealed class RowsOnDiskTests
{
    private const int Width = 64, Count = 40_000;

    [Fact]
    public void Rows_beyond_the_budget_come_back_as_they_were_added()
    {
        VaeDataBuilder builder = new(Width, maxMemory: VaeDataBuilder.LeastMemory);
        Assert.True(builder.Build().IsInMemory);
        for (int i = 0; i < Count; i++)
        {
            if (i is 100 or 30_000)
                Assert.Equal((i, i < 20_000), (builder.Build().Count, builder.Build().IsInMemory));
            if (i % 2 == 0)
                builder.Add(Row(i));
            else
                Row(i).CopyTo(builder.Add());
        }
        VaeData data = builder.Build();
        Assert.False(data.IsInMemory);
        Assert.Equal(Count, data.Count);
        for (int i = 0; i < Count; i += 7)
            Assert.Equal(Row(i), data[i].ToArray());
        float[] some = new float[3 * Width];
        data.CopyRows(Count - 3, some);
        Assert.Equal([.. Row(Count - 3), .. Row(Count - 2), .. Row(Count - 1)], some);
        Assert.Equal(Row(17), data.Select([5, 17])[1].ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => data[Count].ToArray());
    }

    [Fact]
    public void An_added_row_is_zero_whatever_was_there_before()
    {
        VaeDataBuilder builder = new(Width, maxMemory: VaeDataBuilder.LeastMemory);
        for (int i = 0; i < Count; i++)
            builder.Add(Row(i));
        Assert.False(builder.Build().IsInMemory);
        for (int i = 0; i < 20_000; i++)
            Assert.False(builder.Add().ContainsAnyExcept(0f));
    }

    [Fact]
    public void The_file_has_no_name_that_could_be_left_behind()
    {
        VaeDataBuilder builder = new(Width, maxMemory: VaeDataBuilder.LeastMemory);
        for (int i = 0; i < Count; i++)
            builder.Add(Row(i));
        VaeData data = builder.Build();
        if (!OperatingSystem.IsWindows())
            Assert.Empty(Directory.GetFiles(Path.GetTempPath(), "vaeml-*.rows"));
        Assert.Equal(Row(1), data[1].ToArray());
    }

    [Fact]
    public void Too_small_a_budget_is_refused()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => new VaeDataBuilder(2, maxMemory: 1000));
        Assert.Contains("at least 16 MiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_of_rows_on_disk_are_those_of_rows_in_memory()
    {
        VaeModel model = Models.Fit(Models.Quick);
        float[][] rows = Models.Rows(300);
        VaeDataBuilder builder = new(5, maxMemory: VaeDataBuilder.LeastMemory);
        int count = 300_000;
        for (int i = 0; i < count; i++)
            builder.Add(rows[i % 300]);
        VaeData data = builder.Build();
        Assert.False(data.IsInMemory);
        float[] expected = model.Scores(new VaeData(rows)), scores = model.Scores(data);
        for (int i = 0; i < count; i++)
            Assert.Equal(expected[i % 300], scores[i]);
    }

    private static float[] Row(int i) => [.. Enumerable.Range(0, Width).Select(j => i + j / 100f)];
}
