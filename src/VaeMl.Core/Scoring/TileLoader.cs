using System.Runtime.Intrinsics;
using VaeMl.Likelihoods;
using VaeMl.Networks;

namespace VaeMl.Scoring;

/// <summary>Brings rows of data into a tile, in the network's units.</summary>
internal static unsafe class TileLoader
{
    /// <summary>Writes 32 rows into two tiles, each value as <see cref="LoadRow"/> writes it.</summary>
    /// <param name="features">Scaling and fill values.</param>
    /// <param name="rows">The rows, NaN where missing, each readable up to the next multiple of 16 values.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="target">[d][32], padded to a multiple of 16 features; gets the values the likelihood sees.</param>
    /// <param name="input">[D][32]; gets the encoder's input.</param>
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

    /// <summary>Writes one row, as a lane of two tiles unless told otherwise.</summary>
    /// <param name="features">Scaling and fill values.</param>
    /// <param name="row">d values; NaN is missing.</param>
    /// <param name="target">Gets the values the likelihood sees, here the first; NaN stays.</param>
    /// <param name="input">Gets the encoder's input: filled where missing, and cut.</param>
    /// <param name="stride">From one feature's place to the next in the target, and from one slot's to the next in the input.</param>
    /// <returns>What is known of the row, as lane 0.</returns>
    public static LoadedTile LoadRow(FeatureTransform features, ReadOnlySpan<float> row, float* target, float* input, nint stride = Tile.Rows)
    {
        int observed = 0, infinite = 0;
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
                    if (float.IsInfinity(value))
                        infinite++;
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
        return new LoadedTile(observed > 0 && infinite == 0 ? 1u : 0, observed < row.Length);
    }

    /// <summary>Writes 1 to the slot of each lane's level and 0 to the others; the frequencies where the level is not known.</summary>
    /// <returns>Where the next feature's slots begin.</returns>
    private static float* StoreLevels(Vector512<float> value, Vector512<float> known, ReadOnlySpan<float> frequencies, float* slots)
    {
        for (int k = 0; k < frequencies.Length; k++, slots += Tile.Rows)
        {
            Vector512<float> own = Vector512.Equals(value, Vector512.Create((float)k)) & Vector512<float>.One;
            Vector512.ConditionalSelect(known, own, Vector512.Create(frequencies[k])).Store(slots);
        }
        return slots;
    }

    /// <summary>Cut at ± the limit; NaN stays.</summary>
    private static Vector512<float> Clamp(Vector512<float> value, float limit) =>
        Vector512.MinNative(Vector512.Create(limit), Vector512.MaxNative(Vector512.Create(-limit), value));
}

/// <summary>What is known of a tile's rows.</summary>
/// <param name="Usable">A bit for each lane: something in the row is observed and nothing is infinite.</param>
/// <param name="HasMissing">Whether anything in any row is missing.</param>
internal readonly record struct LoadedTile(uint Usable, bool HasMissing);
