using Microsoft.ML;

namespace VaeMl.Mapping;

/// <summary>Casts getters to the requested type, and creates the errors of getters.</summary>
internal static class GetterErrors
{
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public static ValueGetter<T> As<T>(Delegate getter, DataViewSchema.Column column) => getter as ValueGetter<T>
        ?? throw new InvalidOperationException($"Column '{column.Name}' holds {column.Type}; a getter of {typeof(T).Name} was requested.");

    public static InvalidOperationException Inactive(DataViewSchema.Column column) =>
        new($"Column '{column.Name}' is not active here: it was not among the columns requested.");

    public static InvalidOperationException NoRow() => new("There is no row here: the cursor was not moved to one, or is at its end.");
}
