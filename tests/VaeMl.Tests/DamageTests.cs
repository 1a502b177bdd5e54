using System.IO.Compression;

namespace VaeMl.Tests;

/// <summary>A zip that is not as it was saved.</summary>
public sealed class DamageTests
{
    private readonly byte[] _zip;

    public DamageTests()
    {
        using MemoryStream zip = new();
        MLContext mlContext = new();
        mlContext.Model.Save(mlContext.Transformer(), mlContext.View([]).Schema, zip);
        _zip = zip.ToArray();
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_changed_byte_is_named_as_damage_in_the_error_and_in_the_log(double where)
    {
        byte[] damaged = Rewritten(content => content[(int)(where * content.Length)] ^= 1);
        MLContext mlContext = new();
        LogLines log = new(mlContext);
        Exception e = Assert.ThrowsAny<Exception>(() => mlContext.Model.Load(new MemoryStream(damaged), out _));
        VaeModelFormatException cause = Assert.IsType<VaeModelFormatException>(e.GetBaseException());
        Assert.Equal("The VaeMl entry of the model file is damaged: its checksum does not match. Copy the file again from where it was saved, or save it again.", cause.Message);
        Assert.Equal([cause.Message], log.Errors);
    }

    [Fact]
    public void A_length_that_cannot_be_is_named_as_damage()
    {
        // The entry's header is 256 bytes long; the content's length follows.
        byte[] damaged = Rewritten(content => content[259] = 0x7F);
        Exception e = Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(new MemoryStream(damaged), out _));
        Assert.Contains("it ends too early", Assert.IsType<VaeModelFormatException>(e.GetBaseException()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_damage_to_the_zip_is_an_error()
    {
        Random random = new(1);
        for (int i = 0; i < 50; i++)
        {
            byte[] damaged = [.. _zip];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                VaeTransformer loaded = (VaeTransformer)new MLContext().Model.Load(new MemoryStream(damaged), out _);
                // What is left is damage to times and other things that bear no content.
                Assert.Equal(Views.Model.Score(Models.Rows(1)[0]).Score, loaded.Model.Score(Models.Rows(1)[0]).Score);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.False(string.IsNullOrWhiteSpace(e.GetBaseException().Message));
                Assert.IsNotType<OutOfMemoryException>(e.GetBaseException());
            }
        }
        for (int length = 0; length < _zip.Length; length += _zip.Length / 10)
            Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(new MemoryStream(_zip[..length]), out _));
    }

    /// <summary>The zip with the transformer's entry changed, its checksums in the zip being those of the change.</summary>
    private byte[] Rewritten(Action<byte[]> change)
    {
        using MemoryStream zip = new();
        zip.Write(_zip);
        using (ZipArchive archive = new(zip, ZipArchiveMode.Update, leaveOpen: true))
        {
            ZipArchiveEntry entry = archive.Entries.MaxBy(entry => entry.Length)!;
            using Stream stream = entry.Open();
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            change(content);
            stream.Position = 0;
            stream.Write(content);
        }
        return zip.ToArray();
    }
}
