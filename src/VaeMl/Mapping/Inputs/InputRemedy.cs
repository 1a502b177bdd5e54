using Microsoft.ML.Data;

namespace VaeMl.Mapping.Inputs;

/// <summary>What to do with a column that features cannot be read from.</summary>
internal static class InputRemedy
{
    /// <param name="itemType">Of the column or, with vectors, of their elements.</param>
    /// <param name="isKey">Whether they are keys.</param>
    public static string Of(DataViewType itemType, bool isKey)
    {
        if (isKey)
            return "Turn keys into vectors by Conversion.MapKeyToVector.";
        if (itemType is TextDataViewType)
            return "Turn categories into vectors by Categorical.OneHotEncoding, free text by Text.FeaturizeText, "
                + "and digits into numbers by Conversion.ConvertType.";
        if (itemType is NumberDataViewType)
            return "Turn integers of 32 and 64 bits into Single by Conversion.ConvertType, which rounds those beyond ±16,777,216; "
                + "numbers that are names, such as identifiers and codes, are better left out or encoded by Categorical.OneHotEncoding.";
        if (itemType is DateTimeDataViewType or DateTimeOffsetDataViewType or TimeSpanDataViewType)
            return "Turn times into numbers, such as the hour, the weekday or the seconds since the row before, by CustomMapping.";
        return "Make numbers of it by CustomMapping, or name another column.";
    }

    /// <summary>For elements that could be read, if the size were known.</summary>
    public const string UnknownSize =
        "Vectors need a size known from the schema: give the property [VectorType(n)], or the loader's column its range.";
}
