using System.Collections;

namespace VaeMl.Contracts;

/// <summary>An ordered list of column names with value equality, so that records that contain one compare by value.</summary>
internal sealed class ColumnNames(IEnumerable<string> names) : IReadOnlyList<string>, IEquatable<ColumnNames>
{
    private readonly string[] _names = [.. names];

    public int Count => _names.Length;

    public string this[int index] => _names[index];

    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(ColumnNames? other) => other is not null && _names.SequenceEqual(other._names);

    public override bool Equals(object? obj) => Equals(obj as ColumnNames);

    public override int GetHashCode() => _names.Aggregate(_names.Length, HashCode.Combine);

    public override string ToString() => string.Join(", ", _names);
}
