using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Mapping.Inputs;

/// <summary>A kind of column that features can be read from. A new one is a subclass and an entry in the list.</summary>
internal abstract class InputKind
{
    private static readonly InputKind[] All =
    [
        new NumberKind<float>(NumberDataViewType.Single, OnnxInputType.Single, new SingleConversion()),
        new NumberKind<double>(NumberDataViewType.Double, OnnxInputType.Double, new DoubleConversion()),
        new NumberKind<bool>(BooleanDataViewType.Instance, OnnxInputType.Boolean, new BooleanConversion()),
        new NumberKind<sbyte>(NumberDataViewType.SByte, OnnxInputType.SByte, new SmallIntegerConversion<sbyte>()),
        new NumberKind<byte>(NumberDataViewType.Byte, OnnxInputType.Byte, new SmallIntegerConversion<byte>()),
        new NumberKind<short>(NumberDataViewType.Int16, OnnxInputType.Int16, new SmallIntegerConversion<short>()),
        new NumberKind<ushort>(NumberDataViewType.UInt16, OnnxInputType.UInt16, new SmallIntegerConversion<ushort>()),
    ];

    /// <summary>What the list holds, for messages.</summary>
    public const string Accepted = "Single, Double, Boolean or an integer of at most 16 bits, as a scalar or a vector of known size";

    /// <summary>What the column becomes in an ONNX file.</summary>
    public abstract OnnxInputType OnnxType { get; }

    /// <summary>Whether finite values can become infinite features, and different ones the same.</summary>
    public abstract bool Rounds { get; }

    /// <summary>The kind of a column, or null if features cannot be read from it.</summary>
    public static InputKind? Of(DataViewType type) =>
        type is VectorDataViewType { IsKnownSize: false } ? null : OfItems(type is VectorDataViewType vector ? vector.ItemType : type);

    /// <summary>The kind of a column with such values, alone or in vectors.</summary>
    public static InputKind? OfItems(DataViewType itemType) => Array.Find(All, kind => kind.Holds(itemType));

    /// <summary>The number of features that a column gives.</summary>
    public abstract int Width(DataViewType type);

    /// <summary>The features' names, as many; null if the column tells none.</summary>
    public abstract string[]? Names(DataViewSchema.Column column);

    /// <param name="source">A row or cursor in which the column is active.</param>
    /// <param name="column">Of this kind.</param>
    public abstract FeatureReader Reader(DataViewRow source, DataViewSchema.Column column);

    /// <summary>Whether values of this type, alone or in vectors, are of this kind.</summary>
    protected abstract bool Holds(DataViewType itemType);
}
