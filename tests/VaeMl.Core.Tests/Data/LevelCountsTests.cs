using VaeMl.Data;

namespace VaeMl.Tests.Data;

public sealed class LevelCountsTests
{
    [Fact]
    public void Levels_stand_in_ordinal_order() => Assert.Equal(["Z", "a", "b", "ä"], Of(("b", 5), ("ä", 5), ("a", 5), ("Z", 5)).Levels());

    [Fact]
    public void Several_rare_levels_are_pooled_and_a_single_one_stays()
    {
        Assert.Equal(["a", "b"], Of(("a", 5000), ("b", 1)).Levels());
        LevelCounts counts = Of(("a", 5000), ("b", 4), ("c", 1));
        Assert.Equal(["a", SchemaColumn.OtherLevels], counts.Levels());
        Assert.Equal(5000.0 / 5005, counts.ShareNamed(), 1e-12);
    }

    [Fact]
    public void There_are_at_most_200_levels()
    {
        Assert.Equal(200, Of([.. Enumerable.Range(0, 200).Select(i => ($"{i:D3}", 9))]).Levels().Count);
        LevelCounts counts = Of([.. Enumerable.Range(0, 201).Select(i => ($"{i:D3}", 100 + i))]);
        Assert.Equal(200, counts.Levels().Count);
        Assert.Equal(["002", "003"], counts.Levels().Take(2));
        Assert.Equal(SchemaColumn.OtherLevels, counts.Levels()[^1]);
    }

    [Fact]
    public void Free_text_names_next_to_nothing_and_identifications_are_all_distinct()
    {
        LevelCounts counts = new();
        for (int i = 0; i < 150_000; i++)
            counts.Add($"id {i}");
        Assert.Equal([SchemaColumn.OtherLevels], counts.Levels());
        Assert.Equal(0, counts.ShareNamed());
        Assert.True(Of(("a", 1), ("b", 1)).AllDistinct);
        Assert.False(Of(("a", 2), ("b", 1)).AllDistinct);
    }

    [Fact]
    public void A_level_of_the_pools_name_is_the_pool() =>
        Assert.Equal(["a", SchemaColumn.OtherLevels], Of(("a", 9), (SchemaColumn.OtherLevels, 9)).Levels());

    private static LevelCounts Of(params (string Level, int Count)[] levels)
    {
        LevelCounts counts = new();
        foreach ((string level, int count) in levels)
            for (int i = 0; i < count; i++)
                counts.Add(level);
        return counts;
    }
}
