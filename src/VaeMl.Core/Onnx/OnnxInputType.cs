namespace VaeMl;

/// <summary>The element type of an ONNX file's input. Whatever it is, the graph turns it into Single before anything else.</summary>
public enum OnnxInputType
{
    /// <summary>float: a 32-bit number.</summary>
    Single,

    /// <summary>double: a 64-bit number; one beyond the range of Single counts as ±∞.</summary>
    Double,

    /// <summary>bool: false is 0 and true is 1.</summary>
    Boolean,

    /// <summary>int8.</summary>
    SByte,

    /// <summary>uint8.</summary>
    Byte,

    /// <summary>int16.</summary>
    Int16,

    /// <summary>uint16.</summary>
    UInt16,

    /// <summary>int32; one beyond ±2²⁴ is rounded.</summary>
    Int32,

    /// <summary>uint32; one beyond 2²⁴ is rounded.</summary>
    UInt32,

    /// <summary>int64; one beyond ±2²⁴ is rounded.</summary>
    Int64,

    /// <summary>uint64; one beyond 2²⁴ is rounded.</summary>
    UInt64,
}
