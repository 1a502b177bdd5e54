using System.Buffers.Binary;
using Google.Protobuf;
using VaeMl.Onnx;
using VaeMl.Onnx.Proto;
using VaeMl.Tests.Onnx;

namespace VaeMl.Tests.Hostile;

/// <summary>Changes to a model file: damage, damage with the checksum renewed, and forgeries of what a reader might trust (sizes, names, data, metadata).</summary>
internal static class ModelMutation
{
    private static readonly long[] Sizes = [0, -1, 1, 2, int.MaxValue, 1L << 31, 1L << 40, long.MaxValue, long.MinValue];
    private static readonly float[] Numbers = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -1e38f, 1e20f, 0, -1, float.Epsilon];
    private static readonly string[] Values =
    [
        "", "null", "0", "-1", "2147483647", "1e308", "NaN", "Infinity", "[]", "{}", "[null]", "[0]", "\0", "{\"variance\":\"Shared\",\"activation\":\"Relu\"}",
        "{\"count\":2147483647,\"ranks\":[2147483647],\"scores\":[0]}", "[\"gaussian\"]", "[null,null,null,null,null,null,null]", "[[\"a\"],null,null,[\"b\"],null,null,null]",
        "{\"score\":\"PlugIn\",\"hiddenSizes\":[2147483647]}", "[{\"name\":\"a\",\"kind\":\"DateTime\",\"parts\":\"Elapsed\",\"origin\":-1}]", "[{\"name\":\"\",\"kind\":\"Number\"}]",
        "[{\"name\":\"a\",\"kind\":\"Category\"},{\"name\":\"a\",\"kind\":\"Category\"}]", new string('[', 100_000), "{\"a\":" + new string('[', 70) + new string(']', 70) + "}",
    ];

    /// <summary>One of the three at random.</summary>
    public static byte[] Of(byte[] file, Random random) => random.Next(4) switch
    {
        0 => ByteMutation.Of(file, random),
        1 => Resealed(file, random),
        _ => Forged(file, random),
    };

    /// <summary>Damage of which the checksum knows nothing.</summary>
    public static byte[] Resealed(byte[] file, Random random)
    {
        byte[] mutated = ByteMutation.Of(file, random);
        if (mutated.Length >= 100)
            ModelFile.Seal(mutated);
        return mutated;
    }

    /// <summary>A file whose fields can be read and whose checksum is right.</summary>
    public static byte[] Forged(byte[] file, Random random) => ForgedFile.Of(file, model =>
    {
        for (int changes = random.Next(1, 3); changes > 0; changes--)
            Forge(model, random);
    });

    private static void Forge(ModelProto model, Random random)
    {
        TensorProto tensor = Any(model.Graph.Initializer, random);
        StringStringEntryProto entry = model.MetadataProps[random.Next(model.MetadataProps.Count - 1)];
        switch (random.Next(13))
        {
            case 0 when tensor.Dims.Count > 0: tensor.Dims[random.Next(tensor.Dims.Count)] = Any(Sizes, random); break;
            case 1: tensor.Dims.Add(Any(Sizes, random)); break;
            case 2 when tensor.RawData.Length > 0: tensor.RawData = ByteString.CopyFrom(tensor.RawData.Span[..random.Next(tensor.RawData.Length)]); break;
            case 3: tensor.Name = Any(model.Graph.Initializer, random).Name; break;
            case 4 when model.Graph.Initializer.Count > 1: model.Graph.Initializer.Remove(tensor); break;
            case 5: entry.Value = Any(Values, random); break;
            case 6 when entry.Value.Length > 0: entry.Value = entry.Value.Remove(random.Next(entry.Value.Length), 1); break;
            case 7: entry.Value = entry.Value.Replace((char)('0' + random.Next(10)), (char)('0' + random.Next(10))); break;
            case 8: entry.Value = WithAnotherNumber(entry.Value, random); break;
            case 9: tensor.MergeFrom(ExternalData()); break;
            case 10: model.MergeFrom(NestedGroups(random.Next(1, 50_000))); break;
            case 11: tensor.RawData = RandomData(tensor, random); break;
            default: tensor.RawData = WithANumber(tensor, Any(Numbers, random), random); break;
        }
    }

    /// <summary>One of the numbers in a text replaced by one that is out of place.</summary>
    private static string WithAnotherNumber(string text, Random random)
    {
        string[] others = ["-5", "0", "7", "1e40", "\"NaN\"", "\"Infinity\"", "2147483648", "99999999999999999999", "null", "\"\""];
        System.Text.RegularExpressions.MatchCollection numbers = System.Text.RegularExpressions.Regex.Matches(text, "-?[0-9][0-9.e+-]*");
        if (numbers.Count == 0)
            return text;
        System.Text.RegularExpressions.Match number = numbers[random.Next(numbers.Count)];
        return string.Concat(text.AsSpan(0, number.Index), Any(others, random), text.AsSpan(number.Index + number.Length));
    }

    /// <summary>ONNX's fields for data in another file: external_data (13) and data_location (14).</summary>
    private static byte[] ExternalData()
    {
        StringStringEntryProto location = new() { Key = "location", Value = "../../../../etc/passwd" };
        using MemoryStream stream = new();
        using (CodedOutputStream output = new(stream))
        {
            output.WriteTag(13, WireFormat.WireType.LengthDelimited);
            output.WriteMessage(location);
            output.WriteTag(14, WireFormat.WireType.Varint);
            output.WriteInt32(1);
        }
        return stream.ToArray();
    }

    /// <summary>Groups within groups, each closed, of an unknown field.</summary>
    private static byte[] NestedGroups(int depth)
    {
        // A reader's limit of depth would keep a file from being forged with more of them.
        depth = Math.Min(depth, 90);
        return [.. Enumerable.Repeat((byte)(15 << 3 | 3), depth), .. Enumerable.Repeat((byte)(15 << 3 | 4), depth)];
    }

    private static ByteString RandomData(TensorProto tensor, Random random)
    {
        byte[] data = tensor.RawData.ToByteArray();
        random.NextBytes(data);
        return ByteString.CopyFrom(data);
    }

    private static ByteString WithANumber(TensorProto tensor, float number, Random random)
    {
        byte[] data = tensor.RawData.ToByteArray();
        if (data.Length >= sizeof(float))
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(random.Next(data.Length / sizeof(float)) * sizeof(float)), number);
        return ByteString.CopyFrom(data);
    }

    private static T Any<T>(IList<T> items, Random random) => items[random.Next(items.Count)];
}
