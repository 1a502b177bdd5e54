namespace VaeMl.Tests.Categories;

/// <summary>What tables say of their categories, and what is refused.</summary>
public sealed class LevelsTests
{
    [Fact]
    public void Tables_keep_the_levels_and_their_order()
    {
        VaeData data = CategoryTable.Data(4);
        Assert.Equal(CategoryTable.Levels, data.Levels);
        Assert.Equal(CategoryTable.Levels, data.Select([1, 3]).Levels);
        VaeDataBuilder builder = new(6, CategoryTable.Names, CategoryTable.Levels);
        builder.Add(CategoryTable.Usual);
        Assert.Equal(CategoryTable.Levels, builder.Build().Levels);
        Assert.Equal(CategoryTable.Levels, new VaeData(new float[12], 6, null, CategoryTable.Levels).Levels);
    }

    [Fact]
    public void Without_levels_all_are_numbers() => Assert.Equal([null, null], new VaeData([[1, 2]]).Levels);

    [Fact]
    public void A_later_change_of_the_list_changes_nothing()
    {
        List<string> names = ["a", "b"];
        VaeData data = new([[1]], null, [names]);
        names.Add("c");
        Assert.Equal(["a", "b"], data.Levels[0]!);
    }

    public static TheoryData<string[]?[], string> Wrong => new()
    {
        { [null], "levels must hold one entry for each feature, 2 in all, null for a number; it holds 1." },
        { [null, []], "Feature 'animal' has no level; a category needs at least one, and a number has null for levels." },
        { [["a"], ["b", "c", "b"]], "Feature 'animal' has the level 'b' twice; give each level a name of its own." },
        { [["a", null!], null], "Feature 'colour' has a level without a name; give each level a name." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Levels_that_do_not_fit_are_refused(string[]?[] levels, string message)
    {
        string[] names = ["colour", "animal"];
        Assert.Equal(message + " (Parameter 'levels')", Assert.Throws<ArgumentException>(() => new VaeData([[0, 0]], names, levels)).Message);
        Assert.Equal(message + " (Parameter 'levels')", Assert.Throws<ArgumentException>(() => new VaeDataBuilder(2, names, levels).Build()).Message);
    }

    // A text may be cut inside an emoji; no file could hold it, and the model would come back with another level.
    [Fact]
    public void A_level_that_is_no_Unicode_text_is_refused()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => SchemaColumn.Category("colour", ["a", "x\U0001F600"[..^1]]));
        Assert.StartsWith("Feature 'colour' has the level 'x", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("which contains an unpaired surrogate and so is not valid Unicode; cut it between characters, or replace the surrogate.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["x\U0001F600"], SchemaColumn.Category("colour", ["x\U0001F600"]).Levels!);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(1.5)]
    [InlineData(1e30)]
    public void A_training_value_that_is_no_level_is_refused(float value)
    {
        VaeDataException refusal = Assert.Throws<VaeDataException>(() =>
            new VaeTrainer().Fit(new VaeData([[0, 1], [1, 2], [value, 4]], ["colour", "load"], [["red", "green", "blue"], null])));
        Assert.Equal(
            FormattableString.Invariant($"Row 2, feature 'colour' holds {value}; a category with 3 levels holds a level's number, 0 to 2. ")
            + "Add the level to the feature's levels, mark the value missing (NaN) or drop the row.",
            refusal.Message);
        Assert.Equal((2, "colour"), (refusal.Row, refusal.Feature));
    }

    [Fact]
    public void A_table_with_other_levels_than_the_model_is_refused()
    {
        VaeModel model = CategoryTable.Fit(Models.Quick);
        VaeData other = new([CategoryTable.Usual], CategoryTable.Names, [["green", "red", "blue"], .. CategoryTable.Levels.Skip(1)]);
        const string message = "Feature 'colour' has other levels in the data than in the model, or in a different order; "
            + "number them as the model's FeatureLevels do, with −1 for one that is not among them. (Parameter 'data')";
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => model.Scores(other)).Message);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => model.Terms(other)).Message);
        Assert.Equal(model.Scores(CategoryTable.Data(9)), model.Scores(new VaeData(CategoryTable.Rows(9))));
    }

    [Fact]
    public void Numbers_are_no_categories_because_an_option_says_so() =>
        Assert.Equal(
            "Likelihood must be one of Auto, Bernoulli, Gaussian, StudentT; it is Categorical. (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => new VaeTrainer(new VaeOptions { Likelihood = LikelihoodKind.Categorical })).Message);
}
