namespace VaeMl.Reporting;

/// <summary>What a column does to the scores, and how well the model knows it.</summary>
/// <param name="Column">The column.</param>
/// <param name="Excess">Its mean contribution over the rows looked at, in nats.</param>
/// <param name="Share">That as a share of these rows' mean score above the mean of the training rows; NaN if they do not lie above it.</param>
/// <param name="Missing">The share of all rows in which it is missing.</param>
/// <param name="Error">Of numbers and dates the median error of the reconstruction, of categories, Booleans and columns of 0 and 1 the share of rows whose likeliest value is another; NaN if no row has a value.</param>
internal sealed record ColumnSummary(ReportColumn Column, double Excess, double Share, double Missing, double Error);
