using Microsoft.ML;

namespace VaeMl.Inputs;

/// <summary>The columns of a data view from which features are read. They were found, and their types checked.</summary>
internal interface IInputFeatures
{
    /// <summary>The columns in the data's schema.</summary>
    IReadOnlyList<DataViewSchema.Column> Columns { get; }

    /// <summary>The schema of the table that the columns form; null for one column of features.</summary>
    TableSchema? Table { get; }

    /// <summary>The column types that a transformer remembers.</summary>
    InputForm Form { get; }

    /// <summary>Creates a builder that collects rows of the features.</summary>
    /// <param name="maxMemory">The memory limit for collecting and training, in bytes; null for no limit.</param>
    VaeDataBuilder NewRows(long? maxMemory);

    /// <param name="source">A row or cursor in which the columns are active.</param>
    FeatureReader Reader(DataViewRow source);
}
