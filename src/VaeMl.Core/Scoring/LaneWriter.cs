using VaeMl.Networks;

namespace VaeMl.Scoring;

/// <summary>Writes a tile's lanes to row-major columns; a row that cannot be scored becomes NaN.</summary>
/// <param name="usable">Whether each lane's row could be scored.</param>
/// <param name="first">The tile's first row among the columns' rows.</param>
/// <param name="count">The rows in the tile.</param>
internal readonly unsafe ref struct LaneWriter(ReadOnlySpan<bool> usable, int first, int count)
{
    private readonly ReadOnlySpan<bool> _usable = usable;

    /// <summary>Writes one value a row, if the column is asked for.</summary>
    public void Write(float* lanes, Span<float> column)
    {
        if (!column.IsEmpty)
            Write(lanes, 1, column);
    }

    /// <summary>Writes [width][32] lanes as count × width, if the column is asked for.</summary>
    public void Write(float* lanes, int width, Span<float> column)
    {
        if (column.IsEmpty)
            return;
        for (int lane = 0; lane < count; lane++)
        {
            Span<float> row = column.Slice((first + lane) * width, width);
            if (_usable[lane])
                for (int j = 0; j < width; j++)
                    row[j] = lanes[j * Tile.Rows + lane];
            else
                row.Fill(float.NaN);
        }
    }
}
