namespace VaeMl.Tables;

/// <summary>Learns the schema of a table's column from its rows.</summary>
internal abstract class ColumnObserver
{
    /// <summary>Observes the current row.</summary>
    public abstract void Read();

    /// <param name="warn">Receives warnings.</param>
    /// <exception cref="VaeDataException">Nothing can be learned from the column; the message says what to do.</exception>
    public abstract SchemaColumn Column(Action<string> warn);

    protected static VaeDataException Useless(string name, string why) =>
        new($"Column '{name}' {why}. Leave it out of {nameof(VaeColumns.InputColumnNames)}.", feature: name);
}
