using System.Runtime.InteropServices;
using VaeMl.Contracts;
using VaeMl.Networks;
using VaeMl.Scoring;
using VaeMl.Messages;
using VaeMl.Training.Engines;
using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>
/// Copies mini-batches and noise to the device. Inputs, targets and noise share one buffer, which is allocated once and copied in one call. The rows
/// are read, and the noise is drawn, by the code of the built-in trainer.
/// </summary>
internal sealed unsafe class TorchBatchLoader : IDisposable
{
    private readonly EngineSetup _setup;
    private readonly Device _device;
    private readonly Tensor _buffer;
    private readonly float[] _draws;

    public TorchBatchLoader(EngineSetup setup, Device device)
    {
        (_setup, _device) = (setup, device);
        int rows = setup.MostRows, samples = setup.Options.TrainingSamples;
        NetworkShape shape = setup.Parameters.Shape;
        long draws = Draws(shape, rows, samples), floats = Floats(shape, rows, samples);
        // The bytes of a tensor must fit in one span.
        if (Math.Max(draws, floats) > int.MaxValue / sizeof(float))
            throw VaeDataException.WithOptionNames(
                $"{OptionNames.BatchSize} {setup.Options.BatchSize}, {OptionNames.TrainingSamples} {samples} and {OptionNames.LatentSize} {shape.Latent} make batches of {Math.Max(draws, floats)} numbers on {Counted.Format(setup.Data.Count, "row")} of {Counted.Format(shape.Features, "feature")}; with TorchSharp a batch holds at most {int.MaxValue / sizeof(float)}. Lower them.");
        _buffer = zeros([floats], ScalarType.Float32, CPU);
        _draws = new float[draws];
    }

    /// <summary>The tensors that outlive the dispose scope they were created in.</summary>
    public IEnumerable<Tensor> Tensors => [_buffer];

    /// <summary>The number of floats for the largest mini-batch and its noise.</summary>
    public static long MostFloats(NetworkShape shape, int rows, int samples) => Floats(shape, rows, samples) + Draws(shape, rows, samples);

    public TorchBatch Load(in EngineStep step)
    {
        int rows = step.Rows.Length, slots = _setup.Features.SlotCount, features = _setup.Features.Count, samples = _setup.Options.TrainingSamples, latent = _setup.Parameters.Shape.Latent;
        int inputs = rows * slots, targets = rows * features, draws = samples * rows * latent;
        Span<float> buffer = MemoryMarshal.Cast<byte, float>(_buffer.bytes);
        bool missing = LoadRows(step.Rows.Span, buffer[..inputs], buffer[inputs..]);
        DrawNoise(step, samples, latent, buffer.Slice(inputs + targets, draws));
        Tensor all = _buffer.narrow(0, 0, inputs + targets + draws).to(_device);
        Tensor input = all.narrow(0, 0, inputs).view(rows, slots), target = all.narrow(0, inputs, targets).view(rows, features);
        return new TorchBatch(
            input,
            missing ? target.nan_to_num(0) : target,
            missing ? target.eq(target).to_type(ScalarType.Float32) : null,
            all.narrow(0, inputs + targets, draws).view(samples, rows, latent));
    }

    public void Dispose() => _buffer.Dispose();

    private static long Floats(NetworkShape shape, int rows, int samples) => rows * ((long)shape.Slots + shape.Features + (long)samples * shape.Latent);

    private static long Draws(NetworkShape shape, int rows, int samples) => (long)samples * Tile.CountFor(rows) * shape.Latent * Tile.Rows;

    /// <returns>Whether a value is missing.</returns>
    private bool LoadRows(ReadOnlySpan<int> batch, Span<float> inputs, Span<float> targets)
    {
        bool missing = false;
        fixed (float* input = inputs, target = targets)
        {
            for (int row = 0; row < batch.Length; row++)
            {
                missing |= TileLoader.LoadRow(
                    _setup.Features, _setup.Data[batch[row]], target + row * _setup.Features.Count, input + row * _setup.Features.SlotCount, stride: 1).HasMissing;
            }
        }
        return missing;
    }

    /// <summary>Rearranges the built-in trainer's draws, which come in tiles ([sample][tile][latent][32 rows]), to [sample][row][latent].</summary>
    private void DrawNoise(in EngineStep step, int samples, int latent, Span<float> noise)
    {
        int rows = step.Rows.Length, tiles = Tile.CountFor(rows), tile = latent * Tile.Rows;
        PhiloxKey key = new((ulong)(uint)_setup.Options.Seed, RandomPurpose.TrainingNoise, (uint)step.Number);
        // Consecutive slots use consecutive counters of the stream, so one call draws for all of them.
        fixed (float* draws = _draws)
            Philox.FillNormal(key, 0, draws, samples * tiles * tile);
        for (int sample = 0, at = 0; sample < samples; sample++)
            for (int row = 0; row < rows; row++)
            {
                int lane = (sample * tiles + row / Tile.Rows) * tile + row % Tile.Rows;
                for (int i = 0; i < latent; i++)
                    noise[at++] = _draws[lane + i * Tile.Rows];
            }
    }
}
