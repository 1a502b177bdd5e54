using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Inputs;

/// <summary>A kind of numeric column. To support another kind, add a subclass and list it here.</summary>
internal abstract class InputKind
{
    private static readonly InputKind[] All =
    [
        new NumberKind<float>(NumberDataViewType.Single, OnnxInputType.Single, new SingleConversion()),
        new NumberKind<double>(NumberDataViewType.Double, OnnxInputType.Double, new DoubleConversion()),
        new NumberKind<bool>(BooleanDataViewType.Instance, OnnxInputType.Boolean, new BooleanConversion()),
        new NumberKind<sbyte>(NumberDataViewType.SByte, OnnxInputType.SByte, new IntegerConversion<sbyte>()),
        new NumberKind<byte>(NumberDataViewType.Byte, OnnxInputType.Byte, new IntegerConversion<byte>()),
        new NumberKind<short>(NumberDataViewType.Int16, OnnxInputType.Int16, new IntegerConversion<short>()),
        new NumberKind<ushort>(NumberDataViewType.UInt16, OnnxInputType.UInt16, new IntegerConversion<ushort>()),
        new NumberKind<int>(NumberDataViewType.Int32, OnnxInputType.Int32, new IntegerConversion<int>()),
        new NumberKind<uint>(NumberDataViewType.UInt32, OnnxInputType.UInt32, new IntegerConversion<uint>()),
        new NumberKind<long>(NumberDataViewType.Int64, OnnxInputType.Int64, new IntegerConversion<long>()),
        new NumberKind<ulong>(NumberDataViewType.UInt64, OnnxInputType.UInt64, new IntegerConversion<ulong>()),
    ];

    /// <summary>The type of the column in an ONNX file.</summary>
    public abstract OnnxInputType OnnxType { get; }

    /// <summary>The kind of a column; null if it is not numeric.</summary>
    public static InputKind? TryFind(DataViewType type) =>
        type is VectorDataViewType { IsKnownSize: false } ? null : FindByItemType(type is VectorDataViewType vector ? vector.ItemType : type);

    /// <summary>The kind of a column with values of this type, as scalars or in vectors.</summary>
    public static InputKind? FindByItemType(DataViewType itemType) => Array.Find(All, kind => kind.Holds(itemType));

    /// <summary>The number of features in a column.</summary>
    public abstract int Width(DataViewType type);

    /// <summary>The names of the features; null if the column has none.</summary>
    public abstract string[]? Names(DataViewSchema.Column column);

    /// <param name="source">A row or cursor in which the column is active.</param>
    /// <param name="column">A column of this kind.</param>
    public abstract NumberReader Reader(DataViewRow source, DataViewSchema.Column column);

    /// <summary>Whether values of this type, as scalars or in vectors, belong to this kind.</summary>
    protected abstract bool Holds(DataViewType itemType);
}
