namespace VaeMl.Benchmarks.Speed.Core;

/// <summary>Memory of a training beyond its data, of a million rows of 32 floats.</summary>
internal static class TrainingMemory
{
    private const int Rows = 1_000_000;

    public static void Run(SpeedReport report)
    {
        VaeData data = SpeedCases.SmallData(Rows);
        GC.Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true), most = 0, resident = Environment.WorkingSet, mostResident = 0;
        using Timer timer = new(_ =>
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
            mostResident = Math.Max(mostResident, Environment.WorkingSet);
        }, null, 0, 2);
        VaeModel model = new VaeTrainer(SpeedCases.Small with { Epochs = 2 }).Fit(data);
        timer.Change(Timeout.Infinite, Timeout.Infinite);
        GC.KeepAlive(model);
        report.Line($"training on {Rows:N0} × {SpeedCases.SmallFeatures} floats ({(double)Rows * SpeedCases.SmallFeatures * sizeof(float) / (1 << 20):F0} MiB) takes {Mib(most - before):F0} MiB beside them on the managed heap, {Mib(mostResident - resident):F0} MiB resident");
        report.Figure("train-extra-mib", Mib(Math.Max(most - before, mostResident - resident)));
    }

    private static double Mib(long bytes) => bytes / (double)(1 << 20);
}
