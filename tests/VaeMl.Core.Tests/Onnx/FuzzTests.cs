using Google.Protobuf;
using VaeMl.Onnx;
using VaeMl.Onnx.Proto;

namespace VaeMl.Tests.Onnx;

/// <summary>Whatever a file holds, reading it ends in a model or in one clear message, and takes little memory.</summary>
public sealed class FuzzTests
{
    private const long MostBytes = 64L << 20;

    private static readonly VaeModel Model = Small();
    private static readonly byte[] Whole = ModelFile.Write(Model);
    private static readonly float[] Rows = TestRows.Adversarial(Model);
    private static readonly int[] Bits = new Scores(Model, Rows).Bits;

    [Fact]
    public void Seven_thousand_damaged_files_are_refused()
    {
        Random random = new(1);
        for (int i = 0; i < 7000; i++)
            if (Read(Mutate(Whole, random)) is { } model)
                Assert.Equal(Bits, new Scores(model, Rows).Bits);
    }

    [Fact]
    public void Two_thousand_damaged_files_with_a_valid_hash_are_refused_or_score()
    {
        Random random = new(2);
        for (int i = 0; i < 2000; i++)
        {
            byte[] file = Mutate(Whole, random);
            if (file.Length < 100)
                continue;
            ModelFile.Seal(file);
            if (Read(file) is { } model)
                _ = new Scores(model, TestRows.Adversarial(model)).Bits;
        }
    }

    [Fact]
    public void A_thousand_forged_files_are_refused_or_score()
    {
        Random random = new(3);
        for (int i = 0; i < 1000; i++)
            if (Read(ForgedFile.Of(Whole, model => Forge(model, random))) is { } model)
                _ = new Scores(model, TestRows.Adversarial(model)).Bits;
    }

    private static VaeModel? Read(byte[] file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return ModelFile.Read(file, "m.onnx");
        }
        catch (VaeModelFormatException e)
        {
            Assert.StartsWith("m.onnx ", e.Message, StringComparison.Ordinal);
            Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', e.Message);
            return null;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }
    }

    private static byte[] Mutate(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        for (int changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = random.Next(bytes.Count), length = Math.Min(bytes.Count - at, random.Next(1, 300));
            switch (random.Next(8))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes[at] = 0xFF; break;
                case 3: bytes.RemoveRange(at, length); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length)); break;
                case 5: bytes.InsertRange(at, Enumerable.Repeat((byte)0xFF, random.Next(1, 12))); break;
                case 6: bytes.RemoveRange(at, bytes.Count - at); break;
                default:
                    for (int i = at; i < at + length; i++)
                        bytes[i] = (byte)random.Next(256);
                    break;
            }
        }
        return [.. bytes];
    }

    /// <summary>Changes what a reader might trust: sizes, names, data and metadata.</summary>
    private static void Forge(ModelProto model, Random random)
    {
        TensorProto tensor = model.Graph.Initializer[random.Next(model.Graph.Initializer.Count)];
        StringStringEntryProto entry = model.MetadataProps[random.Next(model.MetadataProps.Count - 1)];
        long[] sizes = [0, -1, 1, 2, int.MaxValue, 1L << 31, 1L << 40, long.MaxValue, long.MinValue];
        string[] values =
        [
            "", "null", "0", "-1", "2147483647", "1e308", "NaN", "[]", "{}", "[null]", "[0]", "\0", "{\"variance\":\"Shared\",\"activation\":\"Relu\"}",
            "{\"count\":2147483647,\"ranks\":[2147483647],\"scores\":[0]}", "[\"gaussian\"]", "[null,null,null,null,null,null,null]", "[[\"a\"],null,null,[\"b\"],null,null,null]", "{\"score\":\"PlugIn\",\"hiddenSizes\":[2147483647]}",
        ];
        switch (random.Next(9))
        {
            case 0 when tensor.Dims.Count > 0: tensor.Dims[random.Next(tensor.Dims.Count)] = sizes[random.Next(sizes.Length)]; break;
            case 1: tensor.Dims.Add(sizes[random.Next(sizes.Length)]); break;
            case 2: tensor.RawData = ByteString.CopyFrom(tensor.RawData.Span[..random.Next(tensor.RawData.Length)]); break;
            case 3: tensor.Name = model.Graph.Initializer[random.Next(model.Graph.Initializer.Count)].Name; break;
            case 4: model.Graph.Initializer.Remove(tensor); break;
            case 5: entry.Value = values[random.Next(values.Length)]; break;
            case 6 when entry.Value.Length > 0: entry.Value = entry.Value.Remove(random.Next(entry.Value.Length), 1); break;
            case 7: entry.Value = entry.Value.Replace((char)('0' + random.Next(10)), (char)('0' + random.Next(10))); break;
            default:
                byte[] data = tensor.RawData.ToByteArray();
                random.NextBytes(data);
                tensor.RawData = ByteString.CopyFrom(data);
                break;
        }
    }

    private static VaeModel Small()
    {
        VaeModel model = new ModelCase("categories", Score: ScoreKind.ImportanceWeighted, Samples: 3).Create();
        return new VaeModel(model.Scorer, model.Metadata with { Quantiles = ScoreQuantiles.Of([1, 2, 3, 4, 5]) });
    }
}
