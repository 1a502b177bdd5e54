using Microsoft.ML.Data;

namespace VaeMl.Inputs;

/// <summary>Tells the user what to do with a column of an unsupported type.</summary>
internal static class InputRemedy
{
    /// <param name="itemType">The type of the column or, for a vector, of its elements.</param>
    /// <param name="isKey">Whether the values are keys.</param>
    public static string Describe(DataViewType itemType, bool isKey)
    {
        if (isKey)
            return "Key columns must be scalar; convert vectors of keys to numbers with Conversion.MapKeyToVector.";
        if (itemType is TextDataViewType)
            return "Text columns must be scalar; convert vectors of categories to numbers with Categorical.OneHotEncoding, and words with Text.FeaturizeText.";
        if (itemType is DateTimeDataViewType or DateTimeOffsetDataViewType or TimeSpanDataViewType)
            return "Date columns must be scalar; convert vectors of dates, and time spans, to numbers with CustomMapping.";
        return "Convert it to numbers with CustomMapping, or choose another column.";
    }

    /// <summary>The remedy for vectors of a supported item type whose size is unknown.</summary>
    public const string UnknownSize =
        "The schema must give the size of a vector: add [VectorType(n)] to the property, or a range to the loader's column.";
}
