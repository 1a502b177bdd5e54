using VaeMl.Networks;
using VaeMl.Scoring;

namespace VaeMl.Tests.Scoring;

public sealed class ScoreWorkspaceTests
{
    [Fact]
    public void A_workspace_takes_the_bytes_that_are_said()
    {
        NetworkShape shape = new(5, 7, 3, [40, 20], [30], ActivationKind.Relu, DecodesVariance: true, HasFixedVariance: false);
        ScoreWorkspace workspace = new(shape, samples: 4);
        AlignedFloats[] buffers =
        [
            workspace.Rows, workspace.Target, workspace.Terms, workspace.SampleTerms, workspace.Variance, workspace.LogVariance, workspace.Head, workspace.First,
            workspace.Second, workspace.SampleWeights, workspace.Elbo, workspace.Score, workspace.LatentTerm,
        ];
        Assert.Equal(sizeof(float) * buffers.Sum(buffer => buffer.Length), ScoreWorkspace.Bytes(shape, 4));
        // The widest layer, d features padded to 16, and the head with room for another block.
        Assert.Equal((48 * 32, 16 * 32, (3 + 16 + 16) * 32), (workspace.First.Length, workspace.Target.Length, workspace.Head.Length));
    }
}
