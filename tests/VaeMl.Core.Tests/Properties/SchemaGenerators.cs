using FsCheck;
using FsCheck.Fluent;

namespace VaeMl.Tests.Properties;

/// <summary>Tables of random schemas.</summary>
public static class SchemaGenerators
{
    private const int MostColumns = 6, MostTrained = 40, MostScored = 20;

    /// <summary>Columns of every kind.</summary>
    internal static Gen<RandomTable> Any { get; } = Tables(columns => columns.Any);

    /// <summary>Columns whose numbers all lie in [0, 1].</summary>
    internal static Gen<RandomTable> InUnitInterval { get; } = Tables(columns => columns.InUnitInterval);

    public static Arbitrary<RandomTable> Table() => Arb.From(Any, table => table.Smaller());

    private static Gen<RandomTable> Tables(Func<ColumnGenerators, Gen<TableColumn>> column) =>
        (from names in CellGenerators.Names
         from count in Gen.Choose(1, MostColumns)
         from trained in Gen.Choose(2, MostTrained)
         from scored in Gen.Choose(1, MostScored)
         from columns in Gen.CollectToList(names[..count].Select(name => column(new ColumnGenerators(name, trained, scored))))
         select new RandomTable([.. columns])).Where(table => table.CanBeTrainedOn);
}
