namespace VaeMl.Reporting;

/// <summary>A column's effect on the scores, and how well the model reconstructs it.</summary>
/// <param name="Column">The column.</param>
/// <param name="Excess">Its mean contribution over the selected rows, in nats.</param>
/// <param name="Share">The same as a share of how far these rows' mean score is above that of the training set; NaN if it is not above.</param>
/// <param name="Missing">The share of all rows in which it is missing.</param>
/// <param name="Error">
/// For numbers and dates the median error of the reconstruction. For categories, Booleans and 0/1 columns the share of rows whose most likely value is wrong. NaN if
/// no row has a value.
/// </param>
internal sealed record ColumnSummary(ReportColumn Column, double Excess, double Share, double Missing, double Error);
