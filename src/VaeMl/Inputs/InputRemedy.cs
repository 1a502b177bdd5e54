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
            return "Keys are read one a column; turn vectors of them into numbers by Conversion.MapKeyToVector.";
        if (itemType is TextDataViewType)
            return "Text is read one a column; turn vectors of categories into numbers by Categorical.OneHotEncoding, and words by Text.FeaturizeText.";
        if (itemType is DateTimeDataViewType or DateTimeOffsetDataViewType or TimeSpanDataViewType)
            return "Dates are read one a column; turn vectors of them, and spans of time, into numbers by CustomMapping.";
        return "Make numbers of it by CustomMapping, or name another column.";
    }

    /// <summary>The remedy for vectors of a supported item type whose size is unknown.</summary>
    public const string UnknownSize =
        "Vectors need a size known from the schema: give the property [VectorType(n)], or the loader's column its range.";
}
