using FsCheck;
using FsCheck.Fluent;

namespace VaeMl.Tests.Properties;

/// <summary>Generators of columns with their cells.</summary>
/// <param name="name">The column's name.</param>
/// <param name="trained">The number of cells to train on.</param>
/// <param name="scored">The number of cells to score.</param>
internal sealed class ColumnGenerators(string name, int trained, int scored)
{
    /// <summary>A column of any kind.</summary>
    public Gen<TableColumn> Any => Gen.Frequency((3, Number), (1, Boolean), (3, Category), (2, Date));

    /// <summary>A column whose features all lie in [0, 1] or are levels.</summary>
    public Gen<TableColumn> InUnitInterval => Gen.OneOf(UnitNumber, Boolean, Category);

    private Gen<TableColumn> Number =>
        from numbers in CellGenerators.Numbers
        from step in Gen.Elements(0, 0, 1, 0.25)
        from column in Cells(
            step == 0 ? SchemaColumn.Number(name) : SchemaColumn.Number(name, step), numbers, Gen.Frequency((2, numbers), (1, CellGenerators.ExtremeNumber)))
        select column;

    private Gen<TableColumn> UnitNumber => Cells(SchemaColumn.Number(name), CellGenerators.UnitNumber, CellGenerators.ExtremeNumber.Or(CellGenerators.UnitNumber));

    private Gen<TableColumn> Boolean => Gen.Elements(Gen.Elements(true, false), Gen.Constant(true))
        .SelectMany(truths => Cells(SchemaColumn.Boolean(name), truths, Gen.Elements(true, false)));

    private Gen<TableColumn> Category =>
        from levels in CellGenerators.Levels
        from used in Gen.Choose(1, levels.Length)
        from column in Cells(
            SchemaColumn.Category(name, levels),
            Gen.Elements(levels[..used]),
            Gen.Frequency((3, Gen.Elements(levels)), (1, CellGenerators.UnknownLevel)))
        select column;

    private Gen<TableColumn> Date =>
        from parts in CellGenerators.Parts
        from origin in CellGenerators.Origin
        from dates in CellGenerators.Dates
        from column in Cells(SchemaColumn.Date(name, parts, origin), dates, Gen.Frequency((3, dates), (1, CellGenerators.ExtremeDate)))
        select column;

    private Gen<TableColumn> Cells<T>(SchemaColumn column, Gen<T> toTrainOn, Gen<T> toScore) =>
        from missing in Gen.Elements(0, 0, 10, 40)
        from trainedCells in Gen.ArrayOf(Cell(toTrainOn, missing), trained)
        from scoredCells in Gen.ArrayOf(Cell(toScore, 15), scored)
        select new TableColumn(column, trainedCells, scoredCells);

    /// <summary>A cell that is missing in so many of a hundred cases.</summary>
    private static Gen<object?> Cell<T>(Gen<T> values, int missing) =>
        Gen.Frequency((100 - missing, values.Select(value => (object?)value)), (missing, Gen.Constant<object?>(null)));
}
