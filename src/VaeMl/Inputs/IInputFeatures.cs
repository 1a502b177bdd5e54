using Microsoft.ML;

namespace VaeMl.Inputs;

/// <summary>A data view's columns that features are read from: found, checked and of known kinds.</summary>
internal interface IInputFeatures
{
    /// <summary>In the data's schema.</summary>
    IReadOnlyList<DataViewSchema.Column> Columns { get; }

    /// <summary>The table whose columns they are; null for one column of features.</summary>
    TableSchema? Table { get; }

    /// <summary>What a transformer keeps of the columns' types.</summary>
    InputForm Form { get; }

    /// <summary>Collects rows of the features.</summary>
    /// <param name="maxMemory">The bytes that collecting and training may take; null for any number.</param>
    VaeDataBuilder NewRows(long? maxMemory);

    /// <param name="source">A row or cursor in which the columns are active.</param>
    FeatureReader Reader(DataViewRow source);
}
