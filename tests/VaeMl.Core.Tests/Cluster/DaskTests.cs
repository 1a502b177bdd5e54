using System.Globalization;
using VaeMl.Tests.Onnx;

namespace VaeMl.Tests.Cluster;

/// <summary>The script for Dask scores tables in partitions, whatever befalls its workers.</summary>
public sealed class DaskTests
{
    [PythonFact("distributed", "onnxruntime", "pandas")]
    public void Where_a_worker_is_killed_every_row_is_scored_once()
    {
        const int Count = 6000, Bytes = 1500;
        VaeModel model = MixedTable.Fit();
        using DaskScript script = new(model);
        RawRow[] rows = MixedTable.Rows(Count, unusual: true);
        string[] files = ["a b.csv", "ü.csv"];
        script.Write(files[0], MixedTable.Csv(rows[..2000]));
        // Lines as Windows ends them, and none at the end of the file.
        script.Write(files[1], MixedTable.Csv(rows[2000..], firstId: 2000).TrimEnd('\n').Replace("\n", "\r\n", StringComparison.Ordinal));
        int partitions = files.Sum(file => (int)(new FileInfo(script.PathOf(file)).Length + Bytes - 1) / Bytes);

        using DaskCluster cluster = new(DaskScript.Program, Directory.CreateDirectory(script.PathOf("cluster")).FullName, workers: 2);
        Task<(int ExitCode, string Output)> run = Task.Run(() => script.Run(
            [.. files, "--scheduler", cluster.Address, "--partition-bytes", $"{Bytes}", "--keep", "id"]));
        cluster.WaitFor(() => run.IsCompleted || script.Results.Length > 0, "the first results");
        cluster.KillLastWorker();
        int done = script.Results.Length;
        (int exitCode, string output) = run.Result;

        Assert.True(exitCode == 0, output);
        Assert.InRange(done, 1, partitions / 2);
        Assert.EndsWith($"rows scored: {Count}, partitions: {partitions}, done before: 0, failed: 0", output.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(partitions, script.Results.Length);
        // Nothing is left of what the killed worker had begun.
        Assert.Equal(script.Results, script.Output);
        string[][][] results = [.. script.Results.Select(DaskScript.Rows)];
        Assert.All(results, result => Assert.Equal(Enumerable.Range(1, result.Length).Select(row => $"{row}"), result.Select(cells => cells[0])));
        string[][] all = [.. results.SelectMany(result => result)];
        Assert.Equal(Enumerable.Range(0, Count).Select(id => $"{id}"), all.Select(cells => cells[1]));
        ScoreComparison.AssertEqual(model, MixedTable.Encode(rows), [.. all.Select(cells => cells[2..])]);
    }

    [PythonFact("distributed", "onnxruntime", "pandas")]
    public void Without_a_cluster_it_uses_this_machine_and_goes_on_after_errors()
    {
        float[][] rows = Models.Rows(900, missing: 0.1);
        VaeModel model = new VaeTrainer(Models.Quick).Fit(new VaeData(rows, ["a", "b", "c", "d", "e"]));
        using DaskScript script = new(model);
        string[] parts = [.. rows.Chunk(300).Select(Csv)], arguments = ["1.csv", "2.csv", "3.csv", "--workers", "1"];
        script.Write("1.csv", parts[0]);
        script.Write("2.csv", parts[1].Replace("a,b", "a a,b", StringComparison.Ordinal));
        script.Write("3.csv", parts[2].TrimEnd('\n') + "5\"\n");
        (int exitCode, string output) = script.Run(arguments);
        Assert.True(exitCode == 1, output);
        Assert.Contains($"{script.PathOf("2.csv")}: no columns are called 'a', among a a, b, c, d, e", output, StringComparison.Ordinal);
        Assert.Contains($"{script.PathOf("3.csv")}: row 300, column 'e': '", output, StringComparison.Ordinal);
        Assert.Contains("5\"' is not a number; correct it, or leave it empty where it is missing", output, StringComparison.Ordinal);
        Assert.Contains("rows scored: 300, partitions: 1, done before: 0, failed: 2", output, StringComparison.Ordinal);

        DateTime before = new(2026, 1, 1);
        File.SetLastWriteTime(Assert.Single(script.Results), before);
        script.Write("2.csv", parts[1]);
        script.Write("3.csv", parts[2]);
        (exitCode, output) = script.Run([.. arguments, "--resume"]);
        Assert.True(exitCode == 0, output);
        Assert.Contains("rows scored: 600, partitions: 2, done before: 1, failed: 0", output, StringComparison.Ordinal);
        Assert.Equal(before, File.GetLastWriteTime(script.Results[0]));
        ScoreComparison.AssertEqual(model, new VaeData(rows), [.. script.Results.SelectMany(DaskScript.Rows).Select(cells => cells[1..])]);

        File.SetLastWriteTime(script.PathOf("1.csv"), before);
        (exitCode, output) = script.Run([.. arguments, "--resume"]);
        Assert.True(exitCode == 2, output);
        Assert.Contains($"{script.Results[0]} is no result of these inputs", output, StringComparison.Ordinal);

        static string Csv(float[][] rows) => string.Concat(rows
            .Select(row => string.Join(',', row.Select(Cell)) + "\n").Prepend("a,b,c,d,e\n"));

        static string Cell(float value) => float.IsNaN(value) ? "" : value.ToString(CultureInfo.InvariantCulture);
    }

    [PythonFact("distributed", "onnxruntime", "pandas")]
    public void Wherever_a_file_is_cut_its_rows_stay_whole()
    {
        const string Script = """
            import importlib, sys
            sys.path.insert(0, sys.argv[1])
            dask = importlib.import_module("score-on-dask")

            def rows(text, most):
                with open("cut.csv", "wb") as file:
                    file.write(text.encode("utf-8"))
                frames = [part.read(None, ",") for part in dask.partitions("cut.csv", most)]
                assert all([*frame.columns] == ["a", "é"] for frame in frames)
                return [row for frame in frames for row in frame.values.tolist()]

            for text in ["\ufeffa,é\n1,2\n\n3,\"4,\"\"\"\n5,6", "a,é\r\n1,ü\r\n22,\r\n", "a,é\n", "a,é"]:
                whole = rows(text, 0)
                for most in range(1, len(text) + 9):
                    assert rows(text, most) == whole, (text, most)
            text, refused = "a,é\n1,\"2\n3,4\n5,6\"\n7,8\n", 0
            assert rows(text, 0) == [["1", "2\n3,4\n5,6"], ["7", "8"]]
            for most in range(1, len(text) + 9):
                try:
                    assert rows(text, most) == rows(text, 0), most
                except ValueError as error:
                    assert "--partition-bytes 0" in str(error)
                    refused += 1
            print(len(whole), refused)
            """;
        using TemporaryFolder folder = new();
        (int exitCode, string output) = OtherProgram.Run(DaskScript.Program, ["-c", Script, DaskScript.Home], folder.Path);
        Assert.True(exitCode == 0, output);
        Assert.Matches(@"(?m)^0 [1-9]\d*\r?$", output);
    }
}
