using VaeMl.Cli.Scoring;

namespace VaeMl.Tests.Cli;

public class TopColumnsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void AreTheLargestInOrder(int count)
    {
        Random random = new(count);
        for (int round = 0; round < 50; round++)
        {
            float[] values = [.. Enumerable.Range(0, 20).Select(_ => (float)random.Next(-5, 10))];
            int[] expected = [.. Enumerable.Range(0, 20).OrderByDescending(j => values[j]).Take(count)];
            Assert.Equal(expected, TopColumns.Find(values, new int[count]).ToArray());
        }
    }
}
