namespace VaeMl.Tables;

/// <summary>Learns from the rows what a column of a table is like.</summary>
internal abstract class ColumnObserver
{
    /// <summary>Takes the present row in.</summary>
    public abstract void Read();

    /// <param name="warn">Is told what is doubtful.</param>
    /// <exception cref="VaeDataException">The column holds nothing that could be learned; the message says what to do.</exception>
    public abstract SchemaColumn Column(Action<string> warn);

    protected static VaeDataException Useless(string name, string why) =>
        new($"Column '{name}' {why}. Leave it out of {nameof(VaeColumns.InputColumnNames)}.", feature: name);
}
