extern alias CoreSignatures;

using Microsoft.ML;
using Microsoft.ML.Runtime;
using VaeMl;
using VaeMl.Mapping;
using VaeMl.Persistence;
using Internals = CoreSignatures::Microsoft.ML;

[assembly: Internals.LoadableClass(
    typeof(VaeTransformer), typeof(TransformerFile), null, typeof(Internals.SignatureLoadModel), "", TransformerFile.Loader)]

namespace VaeMl.Persistence;

/// <summary>A <see cref="VaeTransformer"/> in a model zip: the columns' names, the input's type or several inputs' names and sizes, then the model file, which holds the threshold too.</summary>
internal static class TransformerFile
{
    public const string Loader = "VaeTransformer";

    // Stands where the type of one column of features does, so that versions that know of nothing else say so.
    private const string Table = "Table";

    public static void Write(VaeTransformer transformer, ModelSaveContext context)
    {
        using MemoryStream content = new();
        using BinaryWriter writer = new(content);
        VaeColumns columns = transformer.Columns;
        string?[] names =
        [
            columns.InputColumnName,
            columns.LatentColumnName,
            columns.LatentVarianceColumnName,
            columns.ElboColumnName,
            columns.ScoreColumnName,
            columns.PredictedLabelColumnName,
            columns.ContributionsColumnName,
            columns.ReconstructionColumnName,
        ];
        foreach (string? name in names)
            writer.Write(name ?? "");
        if (columns.InputColumnNames is null)
            writer.Write(transformer.Form.OnnxType.ToString());
        else
            WriteTable(writer, columns.InputColumnNames, transformer.Form.Sizes);
        writer.Flush();
        transformer.Model.Save(content);
        ModelEntry.Write(context, Loader, content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    /// <summary>ML.NET finds and calls this by its name.</summary>
    internal static VaeTransformer Create(IHostEnvironment environment, Internals.ModelLoadContext context)
    {
        try
        {
            return ReadChecked(environment, ModelEntry.Read(context));
        }
        catch (VaeModelFormatException e)
        {
            // ML.NET calls by reflection, which hides the message two exceptions deep.
            using IChannel channel = environment.Start(nameof(VaeTransformer));
            channel.Error(MessageSensitivity.None, e.Message);
            throw;
        }
    }

    /// <exception cref="VaeModelFormatException">Whatever is wrong with the content, whose checksum may have been renewed.</exception>
    private static VaeTransformer ReadChecked(IHostEnvironment environment, byte[] content)
    {
        try
        {
            return Read(environment, content);
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException)
        {
            throw new VaeModelFormatException(
                $"The model file's part for VaeMl is not as VaeMl wrote it: {e.Message.TrimEnd('.')}. Copy the file again from where it was saved, or save it again.", e);
        }
    }

    private static VaeTransformer Read(IHostEnvironment environment, byte[] content)
    {
        using MemoryStream stream = new(content);
        using BinaryReader reader = new(stream);
        VaeColumns columns = new()
        {
            InputColumnName = reader.ReadString(),
            LatentColumnName = Name(),
            LatentVarianceColumnName = Name(),
            ElboColumnName = Name(),
            ScoreColumnName = Name(),
            PredictedLabelColumnName = Name(),
            ContributionsColumnName = Name(),
            ReconstructionColumnName = Name(),
        };
        string type = reader.ReadString();
        if (type == Table)
        {
            (string[] names, InputForm form) = ReadTable(reader);
            return new VaeTransformer(environment, VaeModel.Load(stream), columns with { InputColumnNames = names }, form, null);
        }
        if (!Enum.TryParse(type, out OnnxInputType inputType) || !Enum.IsDefined(inputType))
            throw new VaeModelFormatException($"The model file's part for VaeMl has an unknown input type, '{type}'. Save the model again with this version.");
        return new VaeTransformer(environment, VaeModel.Load(stream), columns, new InputForm(inputType), null);

        string? Name() => reader.ReadString() is { Length: > 0 } name ? name : null;
    }

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
        // Each takes five bytes at least, so that no more is allocated than the file is long.
        if (count < 0 || count > (reader.BaseStream.Length - reader.BaseStream.Position) / (1 + sizeof(int)))
            throw new FormatException($"it has {count} input columns");
        (string Name, int Size)[] columns = [.. Enumerable.Range(0, count).Select(_ => (reader.ReadString(), reader.ReadInt32()))];
        return ([.. columns.Select(column => column.Name)], new InputForm(Sizes: knowsSizes ? [.. columns.Select(column => column.Size)] : null));
    }
}
