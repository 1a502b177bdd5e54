namespace VaeMl.Reporting;

/// <summary>The plots of training: the terms of the evidence lower bound by epoch.</summary>
internal static class LossCurves
{
    /// <summary>Minus the bound and minus the log-likelihood, on a common scale.</summary>
    public static string Bound(TrainingReport training) => Draw(
        training, "Loss: −ELBO and its reconstruction term",
        ("−ELBO", terms => -terms.Elbo), ("−log p(x|z)", terms => -terms.LogLikelihood));

    /// <summary>The latent term, on its own scale.</summary>
    public static string Latent(TrainingReport training) => Draw(
        training, "Loss: the latent term, KL(q(z|x) ‖ p(z))", ("KL", terms => terms.LatentTerm));

    private static string Draw(TrainingReport training, string title, params (string Name, Func<ElboTerms, double> Value)[] terms)
    {
        double[] epochs = [.. training.Epochs.Select(e => (double)e.Epoch)];
        bool validated = training.Epochs.Any(e => e.Validation is not null);
        List<PlotSeries> series = [];
        for (int k = 0; k < terms.Length; k++)
        {
            (string name, Func<ElboTerms, double> value) = terms[k];
            series.Add(new PlotSeries(name, epochs, [.. training.Epochs.Select(e => value(e.Train))]) { Colour = k });
            if (validated)
                series.Add(new PlotSeries(
                    "validation", epochs, [.. training.Epochs.Select(e => e.Validation is { } v ? value(v) : double.NaN)]) { Colour = k, Dashed = true });
        }
        return new SvgPlot { Width = ReportPage.PlotWidth, Height = ReportPage.PlotHeight, Title = title, XTitle = "epoch", YTitle = "nats per row", YRange = Settled(series) }.Lines(series);
    }

    /// <summary>The range after the first epochs, whose steep fall would flatten the rest of the curve.</summary>
    private static (double, double)? Settled(List<PlotSeries> series)
    {
        double[] values = [.. series.SelectMany(s => s.Y.Skip(s.Y.Count / 20)).Where(double.IsFinite)];
        if (values.Length == 0)
            return null;
        PlotRange range = PlotRange.Cover(values).Padded();
        return (range.Low, range.High);
    }
}
