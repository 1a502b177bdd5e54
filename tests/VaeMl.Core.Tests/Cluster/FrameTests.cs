using VaeMl.Tests.Documents;
using VaeMl.Tests.Onnx;

namespace VaeMl.Tests.Cluster;

/// <summary><c>notebooks/vaeml_scoring.py</c> scores frames as engines hand them over.</summary>
public sealed class FrameTests
{
    private const int Count = 400;

    // The table as Spark and readers of Parquet have it: types, and None where text and Booleans are missing.
    private const string Typed = """
        import pandas as pd
        frame = pd.read_csv("rows.csv", dtype={"host": str, "zone": str}, parse_dates=["time"])
        for name in ["host", "zone", "healthy"]:
            frame[name] = frame[name].astype(object).where(frame[name].notna(), None)
        assert [dtype.kind for dtype in frame.dtypes] == [*"iMOOOf"]

        """;

    [PythonFact("distributed", "onnxruntime", "pandas")]
    public void The_README_scores_on_Spark()
    {
        // Just enough of Spark to hand over the frames of a partition one by one, and to check the schema of what comes back.
        const string Spark = """
            import os, sys, types

            class Frames(list):
                def mapInPandas(self, function, schema):
                    kinds = {"long": "int64", "float": "float32", "boolean": "bool"}
                    names, types = zip(*[column.split() for column in schema.split(", ")])
                    results = [*function(iter(self))]
                    assert len(results) == len(self) > 1
                    for result in results:
                        assert [*result.columns] == [*names] and [*map(str, result.dtypes)] == [kinds[kind] for kind in types]
                    return Frames(results)

                write = property(lambda self: types.SimpleNamespace(parquet=lambda path: pd.concat(self).to_csv(path, index=False)))

            # The second frame's index does not begin at 0.
            frames = Frames([frame[:150], frame[150:]])
            add = lambda path: sys.path.insert(0, os.path.join(sys.argv[1], os.path.dirname(path)))
            spark = types.SimpleNamespace(
                sparkContext=types.SimpleNamespace(addFile=os.stat, addPyFile=add),
                read=types.SimpleNamespace(parquet=lambda path: frames))
            sys.modules["pyspark"] = types.SimpleNamespace(SparkFiles=types.SimpleNamespace(get=os.path.abspath))

            """;
        CodeBlock snippet = Assert.Single(Document.BlocksIn("python"), block => block.Mentions("mapInPandas"));
        Check(Typed + Spark + snippet.Code, Document.Root);
    }

    [PythonFact("distributed", "onnxruntime", "pandas")]
    public void Parquet_is_scored_as_CSV_is() =>
        // Where pandas has no reader of Parquet, a file of another kind stands in for it.
        Check(
            Typed + """
            import importlib, os, sys
            sys.path.insert(0, sys.argv[1])
            dask = importlib.import_module("score-on-dask")
            frame["note"] = "not for the model"
            try:
                frame.to_parquet("rows.parquet")
            except ImportError:
                frame.to_pickle("rows.parquet")
                pd.read_parquet = lambda path, columns, dtype_backend: pd.read_pickle(path)[columns].convert_dtypes(dtype_backend=dtype_backend)
            [part] = dask.partitions("rows.parquet", 1000)
            target = part.target(os.getcwd())
            assert dask.score(part, target, "model.onnx", None, ["id"], ",") == len(frame)
            result = pd.read_csv(target, dtype=str)
            assert [*result.pop("Row")] == [str(row) for row in range(1, len(frame) + 1)]
            result.to_csv("scores", index=False)
            """,
            DaskScript.Home);

    [PythonFact("distributed", "onnxruntime", "pandas")]
    public void Cells_mean_what_they_mean_to_the_tool()
    {
        const string Script = """
            import sys
            sys.path.insert(0, sys.argv[1])
            import numpy as np, pandas as pd, vaeml_scoring as v

            def column(*cells, **how):
                return pd.Series([*cells], name="x", **how)

            def refused(read, *arguments):
                try:
                    read(*arguments)
                except ValueError as error:
                    return print(error)
                assert False, arguments

            nan = np.nan
            text = column("1", " -2.5e3 ", "", "NA", " n/a", "inf", "#DIV/0!", dtype=object)
            assert np.array_equal(v.numbers(text, False), [1, -2500, nan, nan, nan, np.inf, nan], equal_nan=True)
            assert np.array_equal(v.numbers(column("true", "No", "1", "0", "?", True, None, dtype=object), True), [1, 0, 1, 0, nan, 1, nan], equal_nan=True)
            assert np.array_equal(v.numbers(column(1, None, dtype="Int64"), False), [1, nan], equal_nan=True)
            day = 86400
            moments = column("1970-01-02", "1970/01/02 12:00", "1970-01-01T00:00:01,5+02:00", "1970-01-01t00:00:60Z", "-", "1969-12-31 23:59:59.25 UTC", dtype=object)
            assert np.array_equal(v.seconds(moments), [day, 1.5 * day, 1.5, 59, nan, -0.75], equal_nan=True)
            assert v.seconds(column("01:00"))[0] == v.seconds(column("0001-01-01 01:00"))[0] < -62e9
            assert np.array_equal(v.seconds(column("1970-01-02", None, dtype="datetime64[us]").dt.tz_localize("Asia/Tokyo")), [day, nan], equal_nan=True)
            levels = {"db", " a", "none", "3", "2.5", "true"}
            assert [v.level(cell, levels) for cell in ["db", " db ", " a", "none", "NA", "", "x", 3.0, np.int64(3), np.float32(2.5), True, None, pd.NA, nan]] == \
                ["db", "db", " a", "none", "", "", "x", "3", "3", "2.5", "true", "", "", ""]
            refused(v.numbers, column("1", "1_000"), False)
            refused(v.numbers, column("true"), False)
            refused(v.numbers, column("1", "2"), True)
            refused(v.numbers, column("2026-01-01", dtype="datetime64[us]"), False)
            for wrong in ["2026-02-30", "now", "1700000000", "2026-01-01 25:00", "2026-01-0112:00", "2026-01/01", "2026-01-01 10:00:61"]:
                refused(v.seconds, column(wrong))
            model = v.load("model.onnx")
            frame = pd.read_csv("rows.csv", dtype=str, keep_default_na=False)
            assert [*model.score(frame[:0]).columns] == ["Elbo", "Score", "PredictedLabel"]
            refused(model.score, frame.drop(columns="zone"))
            refused(v.load, "model.onnx", "0")
            refused(v.load, "matrix.onnx")
            """;
        using TemporaryFolder folder = new();
        VaeModel model = MixedTable.Fit();
        model.Save(Path.Combine(folder.Path, "model.onnx"));
        File.WriteAllBytes(Path.Combine(folder.Path, "matrix.onnx"), ModelBytes.Write(model, new OnnxExport { Columns = false }));
        File.WriteAllText(Path.Combine(folder.Path, "rows.csv"), MixedTable.Csv(MixedTable.Rows(5, unusual: true)));
        (int exitCode, string output) = OtherProgram.Run(DaskScript.Program, ["-c", Script, DaskScript.Home], folder.Path);
        Assert.True(exitCode == 0, output);
        Assert.EndsWith(
            """
            row 2, column 'x': '1_000' is not a number; correct it, or leave it empty where it is missing
            row 1, column 'x': 'true' is not a number; correct it, or leave it empty where it is missing
            row 2, column 'x': '2' is not true or false; correct it, or leave it empty where it is missing
            row 1, column 'x': '2026-01-01 00:00:00' is not a number; correct it, or leave it empty where it is missing
            row 1, column 'x': '2026-02-30' is not a date of ISO 8601; correct it, or leave it empty where it is missing
            row 1, column 'x': 'now' is not a date of ISO 8601; correct it, or leave it empty where it is missing
            row 1, column 'x': '1700000000' is not a date of ISO 8601; correct it, or leave it empty where it is missing
            row 1, column 'x': '2026-01-01 25:00' is not a date of ISO 8601; correct it, or leave it empty where it is missing
            row 1, column 'x': '2026-01-0112:00' is not a date of ISO 8601; correct it, or leave it empty where it is missing
            row 1, column 'x': '2026-01/01' is not a date of ISO 8601; correct it, or leave it empty where it is missing
            row 1, column 'x': '2026-01-01 10:00:61' is not a date of ISO 8601; correct it, or leave it empty where it is missing
            no columns are called 'zone', among id, time, host, healthy, load
            model.onnx is another model file here than where the run was started
            the model file does not take a table's columns; write it with InputType Single and Columns true
            """,
            output.ReplaceLineEndings("\n").TrimEnd(),
            StringComparison.Ordinal);
    }

    private static void Check(string script, string argument)
    {
        VaeModel model = MixedTable.Fit();
        RawRow[] rows = MixedTable.Rows(Count, unusual: true);
        using TemporaryFolder folder = new();
        model.Save(Path.Combine(folder.Path, "model.onnx"));
        File.WriteAllText(Path.Combine(folder.Path, "rows.csv"), MixedTable.Csv(rows));
        (int exitCode, string output) = OtherProgram.Run(DaskScript.Program, ["-c", script, argument], folder.Path);
        Assert.True(exitCode == 0, output);
        string[][] scores = DaskScript.Rows(Path.Combine(folder.Path, "scores"));
        Assert.Equal(Enumerable.Range(0, Count).Select(id => $"{id}"), scores.Select(cells => cells[0]));
        ScoreComparison.AssertEqual(model, MixedTable.Encode(rows), [.. scores.Select(cells => (string[])[cells[1], cells[2], cells[3].ToLowerInvariant()])]);
    }
}
