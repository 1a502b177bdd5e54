using System.Globalization;
using VaeMl.Cli.Csv;

namespace VaeMl.Cli.Commands;

/// <summary>The demo's data, split.</summary>
/// <param name="Train">Two thirds of the benign rows.</param>
/// <param name="Test">All other rows.</param>
/// <param name="Labels">For each test row whether it is malignant.</param>
/// <param name="RowNumbers">Each test row's number in the file, from 1.</param>
internal sealed record DemoData(VaeData Train, VaeData Test, bool[] Labels, int[] RowNumbers)
{
    private const string Resource = "wdbc.csv";

    /// <param name="seed">Which split.</param>
    public static DemoData Load(int seed)
    {
        Stream stream = typeof(DemoData).Assembly.GetManifestResourceStream(Resource)!;
        using CsvFile file = CsvFile.Over(stream, Resource, new CsvDialect(CultureInfo.InvariantCulture, null));
        TrainingTable table = TrainingTable.Read(file, "malignant", [], () => { }, CancellationToken.None);

        int[] benign = [.. Enumerable.Range(0, table.Data.Count).Where(i => !table.Labels![i])];
        new Random(seed).Shuffle(benign);
        int[] train = [.. benign.Take(benign.Length * 2 / 3).Order()];
        int[] test = [.. Enumerable.Range(0, table.Data.Count).Except(train)];
        return new DemoData(
            table.Data.Select(train), table.Data.Select(test), [.. test.Select(i => table.Labels![i])], [.. test.Select(i => i + 1)]);
    }
}
