namespace VaeMl.Networks;

/// <summary>The strides of a block product's operands, as compile-time constants.</summary>
internal interface IBlockLayout
{
    /// <summary>The distance between rows of the scalar operand.</summary>
    static abstract int ARow { get; }

    /// <summary>The distance between steps of the reduction in the scalar operand.</summary>
    static abstract int AStep { get; }

    /// <summary>The distance between steps of the reduction in the vector operand.</summary>
    static abstract int BStep { get; }
}

/// <summary>Y = W X. The scalar operand is a weight panel, read along the inputs; the vector operand is a tile.</summary>
internal readonly struct ForwardLayout : IBlockLayout
{
    public static int ARow => 1;

    public static int AStep => Tile.Panel;

    public static int BStep => Tile.Rows;
}

/// <summary>dX = Wᵀ dY. The scalar operand is a weight panel, read along the outputs; the vector operand is a tile.</summary>
internal readonly struct BackwardLayout : IBlockLayout
{
    public static int ARow => Tile.Panel;

    public static int AStep => 1;

    public static int BStep => Tile.Rows;
}

/// <summary>dWᵀ = X dYᵀ. The scalar operand is a tile, read along its rows of data; the vector operand is dY transposed into panels.</summary>
internal readonly struct GradientLayout : IBlockLayout
{
    public static int ARow => Tile.Rows;

    public static int AStep => 1;

    public static int BStep => Tile.Panel;
}

/// <summary>A reduction over <paramref name="Outer"/> segments of <paramref name="Steps"/> steps.</summary>
/// <param name="Steps">The number of steps in a segment.</param>
/// <param name="Outer">The number of segments.</param>
/// <param name="AOuter">The distance between segments in the scalar operand, in floats.</param>
/// <param name="BOuter">The distance between segments in the vector operand, in floats.</param>
internal readonly record struct BlockSteps(int Steps, int Outer = 1, nint AOuter = 0, nint BOuter = 0);
