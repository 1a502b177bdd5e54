using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using VaeMl.Onnx.Proto;
using VaeMl.Messages;

namespace VaeMl.Onnx;

/// <summary>
/// The model file: an ONNX model whose last metadata entry, at the very end of the file, holds the SHA-256 of all bytes before that entry.
/// The same model always gives the same bytes.
/// </summary>
internal static class ModelFile
{
    public const string Producer = "VaeMl";

    // IR 7 with opset 13 is accepted by every runtime that was tried.
    private const int IrVersion = 7, Opset = 13, TextOpset = 2;
    private const string HashKey = "vaeml.sha256";

    /// <summary>The length of the hash entry in bytes: tag and length, then key and value, each with tag and length.</summary>
    private static readonly int HashEntryLength = HashEntry(new string('0', 2 * SHA256.HashSizeInBytes)).Length;

    /// <summary>Writes a model with the selected outputs.</summary>
    /// <exception cref="ArgumentException">A name is empty, reserved or used twice, or no output has a name.</exception>
    public static byte[] Write(ModelContent model, OnnxExport export)
    {
        ArgumentNullException.ThrowIfNull(export);
        string violations = string.Join(' ', export.Violations());
        export = export.For(model.Metadata.Schema);
        return violations.Length > 0
            ? throw new ArgumentException(violations, nameof(export))
            : Assemble(ModelGraph.Build(model, export), Version, MetadataEntries.Create(model, export));
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="bytes">The content of the file.</param>
    /// <param name="source">The name of the source in messages.</param>
    /// <exception cref="VaeModelFormatException">The content is damaged, truncated or not a VaeMl model.</exception>
    public static ModelContent Read(byte[] bytes, string source)
    {
        if (FileCheck.Problem(bytes, HasValidHash(bytes), EndsWithHash(bytes)) is { } problem)
            throw new VaeModelFormatException($"{source} {problem}");
        try
        {
            return Rebuild(bytes);
        }
        catch (InconsistentModelException e)
        {
            throw new VaeModelFormatException($"{source} is not a valid VaeMl model: {e.Message}; save the model again.", e);
        }
    }

    /// <summary>The version without the commit, which says nothing about the model.</summary>
    public static string Version =>
        typeof(ModelFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static ModelContent Rebuild(byte[] bytes)
    {
        ModelProto file = Parse(bytes);
        Dictionary<string, string> entries = [];
        foreach (StringStringEntryProto entry in file.MetadataProps)
            if (!entries.TryAdd(entry.Key, entry.Value))
                throw new InconsistentModelException($"there are two entries '{ForeignText.Shown(entry.Key)}'");
        OnnxExport export = MetadataEntries.ExportOf(entries);
        if (!export.IsComplete)
            throw new InconsistentModelException("it was exported without Elbo or Score, for other runtimes, and holds a part of the model only");
        if (export.TakesColumns && !entries.ContainsKey(MetadataEntries.Columns))
            throw new InconsistentModelException("it takes columns and names none");
        ModelContent model = ModelReader.Read(file.Graph ?? throw new InconsistentModelException("it has no graph"), entries);
        // Other runtimes compute scores from the graph, this library from its own code. They agree only if the graph is the one written for this model.
        // Metadata and version are not compared, because another version of VaeMl may write more of them.
        byte[] expected = Assemble(
            ModelGraph.Build(model, export),
            file.ProducerVersion,
            file.MetadataProps.SkipLast(1).Select(entry => KeyValuePair.Create(entry.Key, entry.Value)));
        return expected.AsSpan().SequenceEqual(bytes)
            ? model : throw new InconsistentModelException("its graph does not match its parameters");
    }

    private static ModelProto Parse(byte[] bytes)
    {
        try
        {
            return ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InconsistentModelException("its fields cannot be read", e);
        }
    }

    private static byte[] Assemble(GraphProto graph, string version, IEnumerable<KeyValuePair<string, string>> entries)
    {
        ModelProto model = new()
        {
            IrVersion = IrVersion,
            ProducerName = Producer,
            ProducerVersion = version,
            Graph = graph,
            OpsetImport = { new OperatorSetIdProto { Version = Opset } },
            MetadataProps = { entries.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }) },
        };
        if (OnnxGraph.ReadsTexts(graph))
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = OnnxGraph.TextDomain, Version = TextOpset });
        int length = model.CalculateSize();
        byte[] file = new byte[length + HashEntryLength];
        model.WriteTo(file.AsSpan(0, length));
        Seal(file);
        return file;
    }

    /// <summary>Writes the hash of the preceding bytes to the end of the file.</summary>
    internal static void Seal(Span<byte> file) => HashEntry(Hash(file[..^HashEntryLength])).CopyTo(file[^HashEntryLength..]);

    private static string Hash(ReadOnlySpan<byte> payload) => Convert.ToHexStringLower(SHA256.HashData(payload));

    private static byte[] HashEntry(string hash) =>
        new ModelProto { MetadataProps = { new StringStringEntryProto { Key = HashKey, Value = hash } } }.ToByteArray();

    private static bool EndsWithHash(ReadOnlySpan<byte> file) =>
        file.Length > HashEntryLength && file[^HashEntryLength..].IndexOf(Encoding.ASCII.GetBytes(HashKey)) >= 0;

    private static bool HasValidHash(ReadOnlySpan<byte> file) =>
        file.Length > HashEntryLength && file[^HashEntryLength..].SequenceEqual(HashEntry(Hash(file[..^HashEntryLength])));
}
