namespace VaeMl.Networks;

/// <summary>
/// The unit of all network arithmetic: 32 rows of data, feature-major. Each feature is 32 contiguous floats, and every vector lane belongs to one row. The
/// result for a row therefore never depends on the other rows.
/// </summary>
internal static class Tile
{
    /// <summary>The number of rows in a tile.</summary>
    public const int Rows = 32;

    /// <summary>Features are padded to a multiple of this, the width of a weight panel.</summary>
    public const int Panel = 16;

    public static int Padded(int features) => (features + Panel - 1) / Panel * Panel;

    /// <summary>The number of floats in a tile with this many features, padded.</summary>
    public static long Floats(int features) => (long)Padded(features) * Rows;

    public static int CountFor(int rows) => (int)(((long)rows + Rows - 1) / Rows);
}
