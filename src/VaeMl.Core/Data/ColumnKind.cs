namespace VaeMl;

/// <summary>What a column of a table holds.</summary>
public enum ColumnKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false; the feature is 1 or 0.</summary>
    Boolean,

    /// <summary>One of several levels; the feature is the level's number.</summary>
    Category,

    /// <summary>A date, a time or both; the features are the <see cref="DateParts"/>.</summary>
    DateTime,
}
