namespace VaeMl.Networks;

/// <summary>
/// The unit of all network arithmetic: 32 rows of data, feature-major, so that each feature is 32 consecutive floats and every lane of a vector
/// belongs to one row. A row's result then never depends on the rows beside it.
/// </summary>
internal static class Tile
{
    /// <summary>Rows in a tile.</summary>
    public const int Rows = 32;

    /// <summary>Features are padded to a multiple of this, the width of a weight panel.</summary>
    public const int Panel = 16;

    public static int Padded(int features) => (features + Panel - 1) / Panel * Panel;

    /// <summary>The floats of a tile of so many features, padded.</summary>
    public static long Floats(int features) => (long)Padded(features) * Rows;

    public static int CountFor(int rows) => (int)(((long)rows + Rows - 1) / Rows);
}
