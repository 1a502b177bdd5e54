namespace VaeMl.Tests.Hostile;

public sealed class ZipMutationTests
{
    [Fact]
    public void Three_hundred_mutated_zips_are_refused_or_score()
    {
        using MemoryStream zip = new();
        MLContext mlContext = new();
        mlContext.Model.Save(mlContext.Transformer(), mlContext.View([]).Schema, zip);
        byte[] whole = zip.ToArray();
        Assert.Null(ZipTrial.Fault(whole, out bool scored));
        Assert.True(scored);
        Random random = new(1);
        for (int i = 0; i < 300; i++)
            Assert.Null(ZipTrial.Fault(ZipMutation.Of(whole, random), out _));
    }
}
