using VaeMl.Onnx;
using VaeMl.Tests.Hostile;

namespace VaeMl.Tests.Onnx;

/// <summary>Whatever a file holds, reading it ends in a model that scores or in one clear message, and takes little memory.</summary>
public sealed class FuzzTests
{
    private static readonly VaeModel Model = Small();
    private static readonly byte[] Whole = ModelBytes.Write(Model);
    private static readonly byte[] Table = ModelBytes.Write(MixedModel.Train());
    private static readonly float[] Rows = TestRows.Adversarial(Model);
    private static readonly int[] Bits = new Scores(Model, Rows).Bits;

    [Fact]
    public void Seven_thousand_damaged_files_are_refused()
    {
        Random random = new(1);
        for (int i = 0; i < 7000; i++)
        {
            byte[] file = ByteMutation.Of(Whole, random);
            Assert.Null(ModelTrial.Fault(file, out bool scored));
            if (scored)
                Assert.Equal(Bits, new Scores(ModelBytes.Read(file, "m.onnx"), Rows).Bits);
        }
    }

    [Fact]
    public void Two_thousand_damaged_files_with_a_valid_hash_are_refused_or_score() => AssertHarmless(2, 1000, ModelMutation.Resealed);

    [Fact]
    public void Two_thousand_forged_files_are_refused_or_score() => AssertHarmless(3, 1000, ModelMutation.Forged);

    // Deeper than any reader goes: what refuses it must not be the end of the stack.
    [Theory]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    public void Groups_within_groups_are_refused(int depth)
    {
        byte[] file = [.. Whole, .. Enumerable.Repeat((byte)(15 << 3 | 3), depth), .. new byte[200]];
        Assert.Null(ModelTrial.Fault(file, out bool scored));
        ModelFile.Seal(file);
        Assert.Null(ModelTrial.Fault(file, out bool sealedScored));
        Assert.False(scored || sealedScored);
    }

    private static void AssertHarmless(int seed, int count, Func<byte[], Random, byte[]> mutation)
    {
        Random random = new(seed);
        foreach (byte[] whole in (byte[][])[Whole, Table])
            for (int i = 0; i < count; i++)
            {
                byte[] file = mutation(whole, random);
                Assert.Null(ModelTrial.Fault(file, out bool scored));
                if (scored)
                    _ = Score(ModelBytes.Read(file, "m.onnx"));
            }
    }

    private static int[] Score(VaeModel model) => new Scores(model, TestRows.Adversarial(model)).Bits;

    private static VaeModel Small()
    {
        VaeModel model = new ModelCase("categories", Score: ScoreKind.ImportanceWeighted, Samples: 3).Create();
        return new VaeModel(model.Scorer, model.Metadata with { Quantiles = ScoreQuantiles.Estimate([1, 2, 3, 4, 5]) });
    }
}
