namespace VaeMl.Networks;

/// <summary>Strides of a block product's operands, constants to the compiler.</summary>
internal interface IBlockLayout
{
    /// <summary>From one row of the scalar operand to the next.</summary>
    static abstract int ARow { get; }

    /// <summary>From one step of the reduction to the next in the scalar operand.</summary>
    static abstract int AStep { get; }

    /// <summary>From one step of the reduction to the next in the vector operand.</summary>
    static abstract int BStep { get; }
}

/// <summary>Y = W X: the scalar operand is a weight panel walked along the inputs, the vector operand a tile.</summary>
internal readonly struct ForwardLayout : IBlockLayout
{
    public static int ARow => 1;

    public static int AStep => Tile.Panel;

    public static int BStep => Tile.Rows;
}

/// <summary>dX = Wᵀ dY: the scalar operand is a weight panel walked along the outputs, the vector operand a tile.</summary>
internal readonly struct BackwardLayout : IBlockLayout
{
    public static int ARow => Tile.Panel;

    public static int AStep => 1;

    public static int BStep => Tile.Rows;
}

/// <summary>dWᵀ = X dYᵀ: the scalar operand is a tile walked along its rows of data, the vector operand dY transposed into panels.</summary>
internal readonly struct GradientLayout : IBlockLayout
{
    public static int ARow => Tile.Rows;

    public static int AStep => 1;

    public static int BStep => Tile.Panel;
}

/// <summary>A reduction of <paramref name="Outer"/> stretches of <paramref name="Steps"/> steps.</summary>
/// <param name="Steps">Steps in a stretch.</param>
/// <param name="Outer">Stretches.</param>
/// <param name="AOuter">From one stretch to the next in the scalar operand, in floats.</param>
/// <param name="BOuter">From one stretch to the next in the vector operand, in floats.</param>
internal readonly record struct BlockSteps(int Steps, int Outer = 1, nint AOuter = 0, nint BOuter = 0);
