using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace VaeMl.Cli.Tables;

/// <summary>A column of the current row group of a Parquet file, as text.</summary>
internal abstract class ParquetColumn
{
    /// <summary>The text of a value, empty if it is null. Valid until the next value is requested.</summary>
    public abstract ReadOnlySpan<char> this[int row] { get; }

    /// <summary>Reads a column. Lists and structures become text that is not a number.</summary>
    public static ParquetColumn Read(ParquetRowGroupReader rows, DataField? field)
    {
        int count = (int)rows.RowCount;
        return field?.ClrType switch
        {
            Type t when t == typeof(float) => Values<float>(),
            Type t when t == typeof(double) => Values<double>(),
            Type t when t == typeof(decimal) => Values<decimal>(),
            Type t when t == typeof(sbyte) => Values<sbyte>(),
            Type t when t == typeof(byte) => Values<byte>(),
            Type t when t == typeof(short) => Values<short>(),
            Type t when t == typeof(ushort) => Values<ushort>(),
            Type t when t == typeof(int) => Values<int>(),
            Type t when t == typeof(uint) => Values<uint>(),
            Type t when t == typeof(long) => Values<long>(),
            Type t when t == typeof(ulong) => Values<ulong>(),
            Type t when t == typeof(DateTime) => Values<DateTime>(),
            Type t when t == typeof(DateOnly) => Values<DateOnly>(),
            Type t when t == typeof(TimeSpan) => Values<TimeSpan>(),
            Type t when t == typeof(bool) => Truth(),
            Type t when t == typeof(ReadOnlyMemory<char>) => Strings(),
            _ => new Unreadable(),
        };

        ParquetColumn Values<T>()
            where T : struct, ISpanFormattable
        {
            T?[] values = new T?[count];
            rows.ReadAsync<T>(field, values.AsMemory()).AsTask().GetAwaiter().GetResult();
            return new Formatted<T>(values);
        }

        ParquetColumn Truth()
        {
            bool?[] values = new bool?[count];
            rows.ReadAsync<bool>(field, values.AsMemory()).AsTask().GetAwaiter().GetResult();
            return new Texts([.. values.Select(value => value is bool truth ? truth ? "true" : "false" : null)]);
        }

        ParquetColumn Strings()
        {
            string?[] values = new string?[count];
            rows.ReadAsync(field, values.AsMemory()!).AsTask().GetAwaiter().GetResult();
            return new Texts(values);
        }
    }

    private sealed class Formatted<T>(T?[] values) : ParquetColumn
        where T : struct, ISpanFormattable
    {
        private readonly char[] _text = new char[64];

        public override ReadOnlySpan<char> this[int row]
        {
            get
            {
                if (values[row] is not T value)
                    return default;
                value.TryFormat(_text, out int length, value is DateTime or DateOnly ? "o" : default, CultureInfo.InvariantCulture);
                return _text.AsSpan(0, length);
            }
        }
    }

    private sealed class Texts(string?[] values) : ParquetColumn
    {
        public override ReadOnlySpan<char> this[int row] => values[row];
    }

    private sealed class Unreadable : ParquetColumn
    {
        public override ReadOnlySpan<char> this[int row] => "a value of another kind";
    }
}
