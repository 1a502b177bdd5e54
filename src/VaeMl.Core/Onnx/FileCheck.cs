using System.Globalization;
using System.Text;
using Google.Protobuf;
using VaeMl.Onnx.Proto;
using VaeMl.Messages;

namespace VaeMl.Onnx;

/// <summary>Identifies a file from its outermost fields, without reading the graph.</summary>
internal static class FileCheck
{
    private const string Again = "save the model again, or use an intact copy";

    /// <summary>Says what is wrong with a file and what to do, as the rest of a sentence that begins with its name; null if it can be read.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="hashIsValid">Whether the file ends with its own hash.</param>
    /// <param name="endsWithHash">Whether the file ends with any hash.</param>
    public static string? Problem(byte[] bytes, bool hashIsValid, bool endsWithHash)
    {
        if (bytes.Length == 0)
            return $"is empty; {Again}.";
        Outline outline = OutlineOf(bytes);
        // In a damaged file the version may be what is damaged. A later format may have another ending.
        if ((hashIsValid || !endsWithHash) && outline.Format > MetadataEntries.FormatVersion)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"has the model format {outline.Format}, and this version of VaeMl reads up to {MetadataEntries.FormatVersion}; update VaeMl.");
        if (hashIsValid && outline.Format == MetadataEntries.FormatVersion)
            return null;
        if (endsWithHash || outline.Format is not null || outline.Producer == ModelFile.Producer)
            return $"is damaged or cut short: its content does not match the checksum it should end with; {Again}.";
        if (!outline.IsOnnx)
            return "is not an ONNX file; give a file that VaeMl saved.";
        string writer = outline.Producer.Length > 0 ? $"written by '{outline.Producer}', not by VaeMl" : "that VaeMl did not write";
        return $"is an ONNX file {writer}; give a file that VaeMl saved.";
    }

    private static Outline OutlineOf(byte[] bytes)
    {
        Outline outline = new();
        CodedInputStream input = new(bytes);
        try
        {
            for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
                Read(input, tag, outline);
            outline.IsOnnx = outline.IrVersion > 0 && outline.HasGraph;
        }
        catch (InvalidProtocolBufferException)
        {
            // The part before the damage still identifies the file.
        }
        return outline;
    }

    private static void Read(CodedInputStream input, uint tag, Outline outline)
    {
        switch (WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag))
        {
            case (ModelProto.IrVersionFieldNumber, WireFormat.WireType.Varint):
                outline.IrVersion = input.ReadInt64();
                break;
            case (ModelProto.ProducerNameFieldNumber, WireFormat.WireType.LengthDelimited):
                outline.Producer = ForeignText.Shown(Encoding.UTF8.GetString(input.ReadBytes().Span));
                break;
            case (ModelProto.MetadataPropsFieldNumber, WireFormat.WireType.LengthDelimited):
                StringStringEntryProto entry = StringStringEntryProto.Parser.ParseFrom(input.ReadBytes());
                if (entry.Key == MetadataEntries.Format
                    && int.TryParse(entry.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int format))
                    outline.Format = format;
                break;
            case (ModelProto.GraphFieldNumber, WireFormat.WireType.LengthDelimited):
                outline.HasGraph = true;
                input.SkipLastField();
                break;
            default:
                input.SkipLastField();
                break;
        }
    }

    private sealed class Outline
    {
        public long IrVersion { get; set; }

        public string Producer { get; set; } = "";

        public int? Format { get; set; }

        public bool HasGraph { get; set; }

        public bool IsOnnx { get; set; }
    }
}
