using System.Runtime.Intrinsics;
using VaeMl.Networks;

namespace VaeMl.Scoring;

/// <summary>Writes a tile's lanes to row-major columns. A row that cannot be scored becomes NaN.</summary>
/// <param name="usable">One bit for each lane: whether its row could be scored.</param>
/// <param name="first">The position of the tile's first row in the columns.</param>
/// <param name="count">The number of rows in the tile.</param>
internal readonly unsafe ref struct LaneWriter(uint usable, int first, int count)
{
    /// <summary>Writes one value per row, if the column is requested.</summary>
    public void Write(float* lanes, Span<float> column)
    {
        if (column.IsEmpty)
            return;
        new Span<float>(lanes, count).CopyTo(column[first..]);
        SpoilUnusable(1, column);
    }

    /// <summary>Writes [width][32] lanes as count × width, if the column is requested. Lanes are read up to the next multiple of 16 features.</summary>
    public void Write(float* lanes, int width, Span<float> column)
    {
        if (column.IsEmpty)
            return;
        float* block = stackalloc float[Tile.Panel * Tile.Panel];
        fixed (float* rows = column.Slice(first * width, count * width))
        {
            for (int half = 0; half < count; half += Tile.Panel)
            {
                for (int feature = 0; feature < width; feature += Tile.Panel)
                {
                    int inBlock = Math.Min(Tile.Panel, count - half), features = Math.Min(Tile.Panel, width - feature);
                    float* source = lanes + feature * Tile.Rows + half, target = rows + half * width + feature;
                    if (inBlock == Tile.Panel && features == Tile.Panel)
                    {
                        Transposition.Block(source, Tile.Rows, target, width);
                        continue;
                    }
                    Transposition.Block(source, Tile.Rows, block, Tile.Panel);
                    for (int row = 0; row < inBlock; row++)
                        Copy(block + row * Tile.Panel, target + row * width, features);
                }
            }
        }
        SpoilUnusable(width, column);
    }

    /// <summary>Copies up to 16 floats.</summary>
    private static void Copy(float* source, float* target, int length)
    {
        if (length == Tile.Panel)
        {
            Vector512.Load(source).Store(target);
            return;
        }
        int done = 0;
        if ((length & 8) != 0)
        {
            Vector256.Load(source).Store(target);
            done = 8;
        }
        for (; done < length; done++)
            target[done] = source[done];
    }

    private void SpoilUnusable(int width, Span<float> column)
    {
        if (~usable << (Tile.Rows - count) == 0)
            return;
        for (int lane = 0; lane < count; lane++)
            if ((usable >> lane & 1) == 0)
                column.Slice((first + lane) * width, width).Fill(float.NaN);
    }
}
