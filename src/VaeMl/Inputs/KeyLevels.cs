using System.Globalization;
using System.Numerics;
using Microsoft.ML;

namespace VaeMl.Inputs;

/// <summary>Reads the level of a key: its key value or, if the column has no key values, its number, which counts from 1. Key 0 is missing.</summary>
internal sealed class KeyLevels<T>(DataViewRow source, DataViewSchema.Column column) : LevelSource
    where T : struct, IUnsignedNumber<T>
{
    private readonly ValueGetter<T> _get = source.GetGetter<T>(column);
    private readonly ReadOnlyMemory<char>[]? _values = KeyValues.Read(column);
    private readonly char[] _digits = new char[20];
    private T _key;

    public override ReadOnlySpan<char> Read()
    {
        _get(ref _key);
        ulong key = ulong.CreateTruncating(_key);
        if (key == 0 || key > (ulong)(_values?.LongLength ?? long.MaxValue))
            return [];
        if (_values is not null)
            return _values[key - 1].Span;
        key.TryFormat(_digits, out int length, provider: CultureInfo.InvariantCulture);
        return _digits.AsSpan(0, length);
    }
}
