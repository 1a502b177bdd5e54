namespace VaeMl;

/// <summary>The element type of an ONNX file's input. The graph first converts every type to Single.</summary>
public enum OnnxInputType
{
    /// <summary>float: a 32-bit number.</summary>
    Single,

    /// <summary>double: a 64-bit number. Values beyond the range of Single count as ±∞.</summary>
    Double,

    /// <summary>bool: false is 0, true is 1.</summary>
    Boolean,

    /// <summary>int8.</summary>
    SByte,

    /// <summary>uint8.</summary>
    Byte,

    /// <summary>int16.</summary>
    Int16,

    /// <summary>uint16.</summary>
    UInt16,

    /// <summary>int32. Values beyond ±2²⁴ are rounded.</summary>
    Int32,

    /// <summary>uint32. Values beyond 2²⁴ are rounded.</summary>
    UInt32,

    /// <summary>int64. Values beyond ±2²⁴ are rounded.</summary>
    Int64,

    /// <summary>uint64. Values beyond 2²⁴ are rounded.</summary>
    UInt64,
}
