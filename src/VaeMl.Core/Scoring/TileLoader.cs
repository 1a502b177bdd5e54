using System.Runtime.Intrinsics;
using VaeMl.Data;
using VaeMl.Likelihoods;
using VaeMl.Networks;

namespace VaeMl.Scoring;

/// <summary>Loads rows of data into a tile and converts them to the network's units.</summary>
internal static unsafe class TileLoader
{
    /// <summary>Loads 32 rows into two tiles, each value as <see cref="LoadRow"/> does.</summary>
    /// <param name="features">Scaling and fill values.</param>
    /// <param name="rows">The rows, with NaN for missing values. Each must be readable up to the next multiple of 16 values.</param>
    /// <param name="stride">The distance from one row to the next.</param>
    /// <param name="target">[d][32], padded to a multiple of 16 features; receives the values that the likelihood uses.</param>
    /// <param name="input">[D][32]; receives the encoder's input.</param>
    public static LoadedTile Load(FeatureTransform features, float* rows, nint stride, float* target, float* input)
    {
        for (int j = 0; j < features.Count; j += Tile.Panel)
            for (int lane = 0; lane < Tile.Rows; lane += Tile.Panel)
                Transposition.Block(rows + lane * stride + j, stride, target + j * Tile.Rows + lane, Tile.Rows);
        bool missing = false;
        uint usable = 0;
        for (int half = 0; half < Tile.Rows; half += Tile.Panel)
        {
            Vector512<float> observed = default, unobserved = default, infinite = default;
            float* x = target + half, s = input + half;
            foreach (LikelihoodRun run in features.Runs)
            {
                for (int j = run.First; j < run.First + run.Count; j++, x += Tile.Rows)
                {
                    Vector512<float> value = Vector512.Load(x), known = Vector512.Equals(value, value);
                    observed |= known;
                    unobserved |= ~known;
                    infinite |= Vector512.Equals(Vector512.Abs(value), Vector512.Create(float.PositiveInfinity));
                    if (run.Levels > 0)
                    {
                        Clamp(value, FeatureTransform.LargestValue).Store(x);
                        s = StoreLevels(value, known, features.Fill.AsSpan(features.FirstSlots[j], run.Levels), s);
                        continue;
                    }
                    if (features.LogScales[j] is > 0 and float c)
                        value = LogScale.Apply(value, c);
                    value = (value - Vector512.Create(features.Shift[j])) * Vector512.Create(features.InverseScale[j]);
                    Clamp(value, FeatureTransform.LargestValue).Store(x);
                    Vector512.ConditionalSelect(known, Clamp(value, features.EncoderLimit), Vector512.Create(features.Fill[run.FirstSlot + j - run.First])).Store(s);
                    s += Tile.Rows;
                }
            }
            missing |= unobserved.ExtractMostSignificantBits() != 0;
            usable |= (uint)Vector512.AndNot(observed, infinite).ExtractMostSignificantBits() << half;
        }
        return new LoadedTile(usable, missing);
    }

    /// <summary>Loads one row, by default as a lane of two tiles.</summary>
    /// <param name="features">Scaling and fill values.</param>
    /// <param name="row">d values; NaN marks a missing one.</param>
    /// <param name="target">Receives the values that the likelihood uses, starting here; NaN stays NaN.</param>
    /// <param name="input">Receives the encoder's input: missing values imputed, others clipped.</param>
    /// <param name="stride">The distance from one feature to the next in the target, and from one slot to the next in the input.</param>
    /// <returns>What is known about the row, as lane 0.</returns>
    public static LoadedTile LoadRow(FeatureTransform features, ReadOnlySpan<float> row, float* target, float* input, nint stride = Tile.Rows)
    {
        int observed = 0;
        float limit = features.EncoderLimit;
        fixed (float* x = row, logScale = features.LogScales, shift = features.Shift, inverseScale = features.InverseScale, fill = features.Fill)
        {
            float* filling = fill;
            foreach (LikelihoodRun run in features.Runs)
            {
                int slots = run.Slots;
                for (int j = run.First; j < run.First + run.Count; j++, target += stride, input += slots * stride, filling += slots)
                {
                    float value = x[j];
                    if (float.IsNaN(value))
                    {
                        *target = float.NaN;
                        for (int k = 0; k < slots; k++)
                            input[k * stride] = filling[k];
                        continue;
                    }
                    observed++;
                    if (run.Levels > 0)
                    {
                        *target = Math.Clamp(value, -FeatureTransform.LargestValue, FeatureTransform.LargestValue);
                        for (int k = 0; k < slots; k++)
                            input[k * stride] = value == k ? 1 : 0;
                        continue;
                    }
                    if (logScale[j] > 0)
                        value = LogScale.Apply(value, logScale[j]);
                    float s = (value - shift[j]) * inverseScale[j];
                    *target = Math.Clamp(s, -FeatureTransform.LargestValue, FeatureTransform.LargestValue);
                    *input = Math.Clamp(s, -limit, limit);
                }
            }
        }
        return new LoadedTile(UsableRow.CanBeScored(row) ? 1u : 0, observed < row.Length);
    }

    /// <summary>Writes the one-hot encoding of each lane's level, or the level frequencies if the level is not known.</summary>
    /// <returns>The start of the next feature's slots.</returns>
    private static float* StoreLevels(Vector512<float> value, Vector512<float> known, ReadOnlySpan<float> frequencies, float* slots)
    {
        for (int k = 0; k < frequencies.Length; k++, slots += Tile.Rows)
        {
            Vector512<float> own = Vector512.Equals(value, Vector512.Create((float)k)) & Vector512<float>.One;
            Vector512.ConditionalSelect(known, own, Vector512.Create(frequencies[k])).Store(slots);
        }
        return slots;
    }

    /// <summary>Clips to ± the limit; NaN stays NaN.</summary>
    private static Vector512<float> Clamp(Vector512<float> value, float limit) =>
        Vector512.MinNative(Vector512.Create(limit), Vector512.MaxNative(Vector512.Create(-limit), value));
}

/// <summary>What is known about a tile's rows.</summary>
/// <param name="Usable">One bit for each lane: whether its row can be scored (<see cref="UsableRow"/>).</param>
/// <param name="HasMissing">Whether any value of any row is missing.</param>
internal readonly record struct LoadedTile(uint Usable, bool HasMissing);
