using System.Runtime.InteropServices;
using VaeMl.Tests.Onnx;

namespace VaeMl.Tests.Concurrency;

/// <summary>Every call of a model that gives numbers, with the bits that each gave while one thread called.</summary>
internal sealed class ModelCalls
{
    /// <summary>Calls of a kind differ in their row, batch or seed.</summary>
    public const int Variants = 24;

    // Not a multiple of the rows that are scored together.
    private const int BatchRows = 37;
    private readonly VaeModel _model;
    private readonly VaeData _data;
    private readonly (string Name, Func<int, byte[]> Call)[] _calls;
    private readonly byte[][][] _expected;

    /// <param name="model">The model.</param>
    /// <param name="data">Rows for it, 61 or more, that can all be scored.</param>
    public ModelCalls(VaeModel model, VaeData data)
    {
        (_model, _data) = (model, data);
        _calls =
        [
            ("Score of a row", ScoreRow),
            ("Score of a batch", ScoreBatch),
            ("Scores", _ => Bytes(_model.Scores(_data))),
            ("Reconstruct", row => Bytes(_model.Reconstruct(_data[row]))),
            ("Encode", row => _model.Encode(_data[row]) is var posterior ? [.. Bytes(posterior.Mean), .. Bytes(posterior.Variance)] : []),
            ("Decode", row => Bytes(_model.Decode([.. _model.Score(_data[row]).Latent]))),
            ("Sample", seed => _model.Sample(2, seed) is var drawn ? [.. Bytes(drawn[0]), .. Bytes(drawn[1])] : []),
            ("Terms", _ => _model.Terms(_data) is var terms ? Bytes<double>([terms.LogLikelihood, terms.LogPrior, terms.LogPosterior]) : []),
        ];
        _expected = [.. _calls.Select(call => Enumerable.Range(0, Variants).Select(call.Call).ToArray())];
    }

    /// <summary>How many results a <see cref="Differing"/> compares.</summary>
    public int Count => _calls.Length;

    /// <summary>Makes every call of a variant, and names those that did not give the bits they should.</summary>
    /// <param name="variant">Any number from 0.</param>
    public string[] Differing(int variant)
    {
        int at = variant % Variants;
        return [.. Enumerable.Range(0, _calls.Length).Where(i => !_calls[i].Call(at).AsSpan().SequenceEqual(_expected[i][at])).Select(i => $"{_calls[i].Name} {at}")];
    }

    private byte[] ScoreRow(int row)
    {
        VaeScore score = _model.Score(_data[row]);
        return [.. Bytes<float>([score.Score, score.Elbo, score.LatentContribution]), .. Bytes<float>([.. score.Contributions]), .. Bytes<float>([.. score.Latent])];
    }

    private byte[] ScoreBatch(int first)
    {
        float[] rows = [.. Enumerable.Range(first, BatchRows).SelectMany(row => _data[row].ToArray())];
        return Bytes<int>(new Scores(_model, rows).Bits);
    }

    private static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();

    private static byte[] Bytes(float[] values) => Bytes<float>(values);
}
