using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VaeMl.Networks;
using VaeMl.Training;
using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>
/// Brings batches and noise to the device through buffers that are made once. They hold the tiles of the built-in trainer ([tile][feature][32 rows]),
/// so that both read rows and draw noise by the same code; the device turns them round.
/// </summary>
internal sealed unsafe class TorchBatchLoader : IDisposable
{
    private readonly TrainingTask _task;
    private readonly Device _device;
    private readonly Tensor _input;
    private readonly Tensor _target;
    private readonly Tensor _noise;

    public TorchBatchLoader(TrainingTask task, Device device)
    {
        (_task, _device) = (task, device);
        VaeOptions options = task.Options;
        int tiles = Tile.CountFor(Math.Min(options.BatchSize, task.Data.Count));
        _input = zeros([tiles, task.Features.Count, Tile.Rows], ScalarType.Float32, CPU);
        _target = zeros([tiles, task.Features.Count, Tile.Rows], ScalarType.Float32, CPU);
        _noise = zeros([options.TrainingSamples * tiles, task.Initial.Shape.Latent, Tile.Rows], ScalarType.Float32, CPU);
    }

    /// <summary>What outlives the scope it was made in.</summary>
    public IEnumerable<Tensor> Tensors => [_input, _target, _noise];

    public TorchBatch Load(in TrainingStep step)
    {
        int rows = step.Rows.Length, tiles = Tile.CountFor(rows), samples = _task.Options.TrainingSamples;
        bool missing = LoadRows(step.Rows.Span, tiles);
        DrawNoise(step.Number, samples * tiles);
        Tensor target = ToRows(_target.narrow(0, 0, tiles), 1, rows).squeeze(0);
        Tensor? observed = missing ? target.eq(target).to_type(ScalarType.Float32) : null;
        return new TorchBatch(
            ToRows(_input.narrow(0, 0, tiles), 1, rows).squeeze(0),
            missing ? target.nan_to_num(0) : target,
            observed,
            ToRows(_noise.narrow(0, 0, samples * tiles), samples, rows));
    }

    public void Dispose()
    {
        foreach (Tensor tensor in Tensors)
            tensor.Dispose();
    }

    /// <returns>Whether a value may be missing; lanes without a row may hold one of an earlier batch.</returns>
    private bool LoadRows(ReadOnlySpan<int> batch, int tiles)
    {
        int tileSize = _task.Features.Count * Tile.Rows;
        Span<float> targets = FloatsOf(_target)[..(tiles * tileSize)], inputs = FloatsOf(_input);
        fixed (float* target = targets, input = inputs)
        {
            for (int row = 0; row < batch.Length; row++)
            {
                int at = row / Tile.Rows * tileSize + row % Tile.Rows;
                TileLoader.LoadRow(_task.Features, _task.Data[batch[row]], target + at, input + at);
            }
        }
        return HasNaN(targets);
    }

    private void DrawNoise(int step, int slots)
    {
        PhiloxKey key = new((ulong)(uint)_task.Options.Seed, RandomPurpose.TrainingNoise, (uint)step);
        // Slot after slot, each with the next counters of the stream: one run of draws for them all.
        fixed (float* noise = FloatsOf(_noise))
            Philox.FillNormal(key, 0, noise, slots * _task.Initial.Shape.Latent * Tile.Rows);
    }

    /// <summary>[samples · tiles, features, 32] → [samples, rows, features] on the device.</summary>
    private Tensor ToRows(Tensor tilesOfFeatures, int samples, int rows)
    {
        long features = tilesOfFeatures.shape[1];
        return tilesOfFeatures.to(_device).transpose(1, 2).reshape(samples, -1, features).narrow(1, 0, rows);
    }

    private static Span<float> FloatsOf(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private static bool HasNaN(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector512<float>> vectors = MemoryMarshal.Cast<float, Vector512<float>>(values);
        foreach (Vector512<float> vector in vectors)
            if (!Vector512.EqualsAll(vector, vector))
                return true;
        return false;
    }
}
