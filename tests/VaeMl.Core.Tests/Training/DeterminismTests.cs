namespace VaeMl.Tests.Training;

public sealed class DeterminismTests
{
    [Fact]
    public void The_same_seed_gives_the_same_file()
    {
        Assert.Equal(Bytes(Models.Quick), Bytes(Models.Quick));
        Assert.NotEqual(Bytes(Models.Quick), Bytes(Models.Quick with { Seed = 1 }));
    }

    [Theory]
    [InlineData(VarianceKind.PerRow, 1, 2)]
    [InlineData(VarianceKind.Shared, 3, 3)]
    public void The_number_of_threads_does_not_change_a_bit(VarianceKind variance, int samples, int threads)
    {
        VaeOptions options = Models.Quick with { HiddenSizes = [40, 24], Variance = variance, TrainingSamples = samples, BatchSize = 200, ValidationFraction = 0.2 };
        Assert.Equal(Bytes(options with { Threads = 1 }), Bytes(options with { Threads = threads }));
    }

    private static byte[] Bytes(VaeOptions options) => Bytes(Models.Fit(options));

    private static byte[] Bytes(VaeModel model)
    {
        using MemoryStream stream = new();
        model.Save(stream);
        return stream.ToArray();
    }
}
