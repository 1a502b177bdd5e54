namespace VaeMl;

/// <summary>What a column of a table holds.</summary>
public enum ColumnKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false. The feature is 1 or 0.</summary>
    Boolean,

    /// <summary>One of several levels. The feature is the level's number.</summary>
    Category,

    /// <summary>A date, a time or both. The features are its <see cref="DateParts"/>.</summary>
    DateTime,
}
