using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace VaeMl.Tests.Tables;

/// <summary>A model of a table elsewhere: in another process, in another runtime.</summary>
public sealed class TableFileTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void A_fresh_process_scores_to_the_same_bits()
    {
        Payment[] rows = Payment.Rows(100, seed: 2);
        (rows[3].Country, rows[4].Country, rows[5].Tier, rows[6].Time) = ("xx", "", 4, default);
        IDataView data = _mlContext.Data.LoadFromEnumerable(rows);
        using TemporaryFolder folder = new();
        string zip = Path.Combine(folder.Path, "model.zip"), input = Path.Combine(folder.Path, "in.idv"), output = Path.Combine(folder.Path, "out.idv");
        _mlContext.Model.Save(PaymentDetector.Trained, data.Schema, zip);
        using (Stream stream = File.Create(input))
            _mlContext.Data.SaveAsBinary(data, stream);
        string[] told = OtherProcess.Run("VaeMl.Tests.FreshProcess", zip, input, output);
        Assert.Contains("slots Contributions Amount Country IsCard Time Place.0 Place.1 Items Tier", told);
        IDataView expected = PaymentDetector.Trained.Transform(data), loaded = _mlContext.Data.LoadFromBinary(output);
        Assert.All(["Score", "Elbo", "Contributions", "Reconstruction"], column => Assert.Equal(expected.Bits(column), loaded.Bits(column)));
    }

    [Fact]
    public void An_ONNX_file_takes_the_columns()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "model.onnx");
        PaymentDetector.Trained.SaveOnnx(path);
        VaeModel loaded = VaeModel.Load(path);
        Payment row = Payment.Rows(1, seed: 2)[0];
        float expected = (float)PaymentDetector.Trained.Model.Score(PaymentDetector.Features(row)).Score;
        Assert.Equal(expected, (float)loaded.Score(PaymentDetector.Features(row)).Score);
        using InferenceSession session = new(path);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([.. PaymentDetector.Trained.Model.Schema!.Columns.Select(Input)], ["Score"]);
        Assert.Equal(expected, results.Single().AsEnumerable<float>().Single(), 1e-4 * Math.Max(1, Math.Abs(expected)));
        Assert.Equal(PaymentDetector.Trained.Model.Schema!.FeatureNames, loaded.Schema!.FeatureNames);
    }

    /// <summary>A column of a row, as an ONNX file takes it.</summary>
    private static NamedOnnxValue Input(SchemaColumn column)
    {
        Payment row = Payment.Rows(1, seed: 2)[0];
        return column.Name switch
        {
            "Country" => One(row.Country),
            "Tier" => One((row.Tier + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            "Time" => One((row.Time - DateTime.UnixEpoch).TotalSeconds),
            _ => One(PaymentDetector.Features(row)[PaymentDetector.Trained.Model.FeatureNames.ToList().IndexOf(column.Name)]),
        };

        NamedOnnxValue One<T>(T value) => NamedOnnxValue.CreateFromTensor(column.Name, new DenseTensor<T>(new[] { value }, [1, 1]));
    }
}
