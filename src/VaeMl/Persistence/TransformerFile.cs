extern alias CoreSignatures;

using Microsoft.ML;
using VaeMl.Contracts;
using VaeMl.Inputs;
using Internals = CoreSignatures::Microsoft.ML;

namespace VaeMl.Persistence;

/// <summary>
/// Reads and writes a transformer's content in a model zip: the column names, the type of the input or the names and sizes of several inputs, then the
/// model file, which contains the threshold.
/// </summary>
internal static class TransformerFile
{
    /// <summary>The name by which ML.NET finds the loader of the content.</summary>
    public const string Loader = "VaeTransformer";

    // Written in place of the type of a column of features. Versions that support only such a column then reject the file with an error.
    private const string Table = "Table";

    // Likewise, if there are output columns that the first version did not have.
    private const string LaterColumns = "Columns";
    private const int ColumnsAlwaysNamed = 7;

    public static void Write(SavedTransformer transformer, ModelSaveContext context)
    {
        using MemoryStream content = new();
        using BinaryWriter writer = new(content);
        VaeColumns columns = transformer.Columns;
        writer.Write(columns.InputColumnName);
        WriteNames(writer, columns, OutputColumn.All.Take(ColumnsAlwaysNamed));
        if (OutputColumn.All.Skip(ColumnsAlwaysNamed).Any(column => column.NameOf(columns) is not null))
        {
            writer.Write(LaterColumns);
            writer.Write(OutputColumn.All.Count - ColumnsAlwaysNamed);
            WriteNames(writer, columns, OutputColumn.All.Skip(ColumnsAlwaysNamed));
        }
        if (columns.InputColumnNames is null)
            writer.Write(transformer.Form.OnnxType.ToString());
        else
            WriteTable(writer, columns.InputColumnNames, transformer.Form.Sizes);
        writer.Flush();
        transformer.Model.Save(content);
        ModelEntry.Write(context, Loader, content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    /// <exception cref="VaeModelFormatException">The content is damaged.</exception>
    public static SavedTransformer Read(Internals.ModelLoadContext context) => ReadChecked(ModelEntry.Read(context));

    /// <exception cref="VaeModelFormatException">The content is invalid, even though its checksum is correct.</exception>
    private static SavedTransformer ReadChecked(byte[] content)
    {
        try
        {
            return Read(content);
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException)
        {
            throw new VaeModelFormatException(
                $"The VaeMl entry of the model file is invalid: {e.Message.TrimEnd('.')}. Copy the file again from where it was saved, or save it again.", e);
        }
    }

    private static SavedTransformer Read(byte[] content)
    {
        using MemoryStream stream = new(content);
        using BinaryReader reader = new(stream);
        VaeColumns columns = ReadNames(reader, new VaeColumns { InputColumnName = reader.ReadString() }, OutputColumn.All.Take(ColumnsAlwaysNamed));
        string type = reader.ReadString();
        if (type == LaterColumns)
        {
            int count = reader.ReadInt32(), known = OutputColumn.All.Count - ColumnsAlwaysNamed;
            if (count < 1 || count > known)
                throw new FormatException($"it names {count} further output columns and this version knows {known}");
            columns = ReadNames(reader, columns, OutputColumn.All.Skip(ColumnsAlwaysNamed).Take(count));
            type = reader.ReadString();
        }
        if (type == Table)
        {
            (string[] names, InputForm form) = ReadTable(reader);
            return new SavedTransformer(VaeModel.Load(stream), columns with { InputColumnNames = names }, form);
        }
        if (!Enum.TryParse(type, out OnnxInputType inputType) || !Enum.IsDefined(inputType))
            throw new VaeModelFormatException($"The VaeMl entry of the model file has an unknown input type, '{type}'. Save the model again with this version.");
        return new SavedTransformer(VaeModel.Load(stream), columns, new InputForm(inputType));
    }

    private static void WriteNames(BinaryWriter writer, VaeColumns columns, IEnumerable<OutputColumn> outputs)
    {
        foreach (OutputColumn column in outputs)
            writer.Write(column.NameOf(columns) ?? "");
    }

    private static VaeColumns ReadNames(BinaryReader reader, VaeColumns columns, IEnumerable<OutputColumn> outputs) =>
        outputs.Aggregate(columns, (names, column) => column.Named(names, reader.ReadString() is { Length: > 0 } name ? name : null));

    private static void WriteTable(BinaryWriter writer, IReadOnlyList<string> names, IReadOnlyList<int>? sizes)
    {
        writer.Write(Table);
        writer.Write(names.Count);
        writer.Write(sizes is not null);
        for (int k = 0; k < names.Count; k++)
        {
            writer.Write(names[k]);
            writer.Write(sizes?[k] ?? 0);
        }
    }

    private static (string[] Names, InputForm Form) ReadTable(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        bool knowsSizes = reader.ReadBoolean();
        // Each column takes at least five bytes. This check limits what a damaged count can allocate.
        if (count < 0 || count > (reader.BaseStream.Length - reader.BaseStream.Position) / (1 + sizeof(int)))
            throw new FormatException($"it has {count} input columns");
        (string Name, int Size)[] columns = [.. Enumerable.Range(0, count).Select(_ => (reader.ReadString(), reader.ReadInt32()))];
        return ([.. columns.Select(column => column.Name)], new InputForm(Sizes: knowsSizes ? [.. columns.Select(column => column.Size)] : null));
    }
}

/// <summary>The parts of a transformer that are saved.</summary>
internal sealed record SavedTransformer(VaeModel Model, VaeColumns Columns, InputForm Form);
