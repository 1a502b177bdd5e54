using System.Data;
using System.Globalization;

namespace VaeMl.Tests.Inputs;

/// <summary>Double and Boolean from where people have them: text files, databases, objects.</summary>
public sealed class LoaderTests
{
    private static readonly VaeAnomalyOptions Options = new() { Vae = Models.Quick, Trainer = VaeTrainerKind.BuiltIn };
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly Machine[] _machines =
    [
        .. Models.Rows(200, missing: 0.05).Select(row => new Machine { Speed = row[0], Load = row[1], Heat = row[2], Noise = row[3], IsOn = row[4] == 1 }),
    ];

    [Fact]
    public void Doubles_of_a_text_file_train_score_and_come_back_in_a_fresh_process()
    {
        using TemporaryFolder folder = new();
        string csv = Path.Combine(folder.Path, "machines.csv");
        File.WriteAllLines(csv, _machines.Select(machine => string.Join(',', machine.Numbers.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));
        IDataView data = _mlContext.Data.LoadFromTextFile<TextMachine>(csv, separatorChar: ',');
        Assert.Equal(NumberDataViewType.Double, data.Schema["Speed"].Type);
        var model = _mlContext.Transforms.Concatenate("Features", "Speed", "Load", "Heat", "Noise")
            .Append(_mlContext.AnomalyDetection.Trainers.Vae(Options)).Fit(data);
        Assert.Equal(["Speed", "Load", "Heat", "Noise"], model.LastTransformer.Model.FeatureNames);
        Assert.Equal(CoreScores(model.LastTransformer.Model, machine => machine.Numbers), model.Transform(data).Column<float>("Score"));

        string zip = Path.Combine(folder.Path, "model.zip"), input = Path.Combine(folder.Path, "in.idv"), output = Path.Combine(folder.Path, "out.idv");
        _mlContext.Model.Save(model, data.Schema, zip);
        using (Stream stream = File.Create(input))
            _mlContext.Data.SaveAsBinary(data, stream);
        OtherProcess.Run("VaeMl.Tests.FreshProcess", zip, input, output);
        Assert.Equal(model.Transform(data).Bits("Score"), _mlContext.Data.LoadFromBinary(output).Bits("Score"));
    }

    [Fact]
    public void A_range_of_a_text_files_columns_is_one_vector_of_Double()
    {
        using TemporaryFolder folder = new();
        string csv = Path.Combine(folder.Path, "machines.csv");
        File.WriteAllLines(csv, _machines.Select(machine => string.Join('\t', machine.Numbers.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));
        IDataView data = _mlContext.Data.LoadFromTextFile(csv, [new TextLoader.Column("Features", DataKind.Double, 0, 3)]);
        VaeTransformer model = _mlContext.AnomalyDetection.Trainers.Vae(Options).Fit(data);
        Assert.Equal(CoreScores(model.Model, machine => machine.Numbers), model.Transform(data).Column<float>("Score"));
    }

    [Fact]
    public void Doubles_of_a_database_with_NULL_for_what_is_missing()
    {
        DataTable table = new() { Locale = CultureInfo.InvariantCulture };
        foreach (string name in (string[])["Speed", "Load", "Heat", "Noise"])
            table.Columns.Add(name, typeof(double));
        foreach (Machine machine in _machines)
            table.Rows.Add([.. machine.Numbers.Select(value => double.IsNaN(value) ? DBNull.Value : (object)value)]);
        DatabaseLoader loader = _mlContext.Data.CreateDatabaseLoader<TextMachine>();
        IDataView data = loader.Load(new DatabaseSource(new TableDatabase(table), "all", "SELECT Speed, Load, Heat, Noise FROM Machines"));
        var model = _mlContext.Transforms.Concatenate("Features", "Speed", "Load", "Heat", "Noise")
            .Append(_mlContext.AnomalyDetection.Trainers.Vae(Options)).Fit(data);
        Assert.Equal(CoreScores(model.LastTransformer.Model, machine => machine.Numbers), model.Transform(data).Column<float>("Score"));
    }

    [Fact]
    public void Flags_of_objects_are_a_vector_of_Boolean()
    {
        IDataView data = _mlContext.Data.LoadFromEnumerable(_machines.Select(machine => new { machine.IsOn, IsHot = machine.Heat > -5, IsFast = machine.Speed > 100 }));
        var model = _mlContext.Transforms.Concatenate("Features", "IsOn", "IsHot", "IsFast")
            .Append(_mlContext.AnomalyDetection.Trainers.Vae(Options)).Fit(data);
        VaeModel core = model.LastTransformer.Model;
        Assert.All(core.Likelihoods, likelihood => Assert.Equal(LikelihoodKind.Bernoulli, likelihood));
        Assert.Equal(
            CoreScores(core, machine => [machine.IsOn ? 1 : 0, machine.Heat > -5 ? 1 : 0, machine.Speed > 100 ? 1 : 0]),
            model.Transform(data).Column<float>("Score"));
    }

    private float[] CoreScores(VaeModel model, Func<Machine, double[]> features) =>
        [.. _machines.Select(machine => model.Score(Array.ConvertAll(features(machine), value => (float)value)).Score)];

    private sealed class Machine
    {
        public double Speed { get; init; }

        public double Load { get; init; }

        public double Heat { get; init; }

        public double Noise { get; init; }

        public bool IsOn { get; init; }

        public double[] Numbers => [Speed, Load, Heat, Noise];
    }

    private sealed class TextMachine
    {
        [LoadColumn(0)]
        public double Speed { get; set; }

        [LoadColumn(1)]
        public double Load { get; set; }

        [LoadColumn(2)]
        public double Heat { get; set; }

        [LoadColumn(3)]
        public double Noise { get; set; }
    }
}
