namespace VaeMl.Tests.Tables;

/// <summary>A detector of odd payments, from columns of all kinds.</summary>
internal static class PaymentDetector
{
    public static readonly VaeAnomalyOptions Options = new()
    {
        InputColumnNames = Payment.Inputs,
        ElboColumnName = "Elbo",
        ContributionsColumnName = "Contributions",
        ReconstructionColumnName = "Reconstruction",
        Vae = Models.Quick,
        Trainer = VaeTrainerKind.BuiltIn,
        Seed = 1,
    };

    private static readonly Lazy<VaeTransformer> Once = new(() =>
        new MLContext().AnomalyDetection.Trainers.Vae(Options).Fit(new MLContext().Data.LoadFromEnumerable(Payment.Rows(400))));

    /// <summary>Trained when first asked for, by whichever test.</summary>
    public static VaeTransformer Trained => Once.Value;

    /// <summary>A row as the schema says.</summary>
    public static float[] Features(Payment row)
    {
        TableSchema schema = Trained.Model.Schema!;
        float[] date = new float[4];
        if (row.Time == default)
            Array.Fill(date, float.NaN);
        else
            schema.Columns[3].Encode(row.Time, date);
        return
        [
            (float)row.Amount,
            row.Country.Length == 0 ? float.NaN : schema.Columns[1].LevelOf(row.Country),
            row.IsCard ? 1 : 0,
            .. date,
            .. row.Place,
            row.Items,
            row.Tier == 4 ? float.NaN : row.Tier,
        ];
    }
}
