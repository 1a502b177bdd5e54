namespace VaeMl.Distributions;

/// <summary>An average over independent samples, with its standard error.</summary>
/// <param name="Mean">The average of the samples' values.</param>
/// <param name="StandardError">The standard error of the mean: the sample standard deviation divided by √N; NaN for one sample.</param>
/// <param name="Samples">The number N of samples.</param>
/// <remarks>Notebook 01-the-lecture, statement 1b.</remarks>
public readonly record struct MonteCarloEstimate(double Mean, double StandardError, int Samples);
