using VaeMl.Likelihoods;

namespace VaeMl.Networks;

/// <summary>Brings rows of data into a tile, in the network's units.</summary>
internal static unsafe class TileLoader
{
    /// <summary>Writes one row as a lane of two tiles.</summary>
    /// <param name="features">Scaling and fill values.</param>
    /// <param name="row">d values; NaN is missing.</param>
    /// <param name="target">The lane's first float in a tile that gets the values the likelihood sees; NaN stays.</param>
    /// <param name="input">The lane's first float in a tile that gets the encoder's input: filled where missing, and cut.</param>
    /// <returns>Whether the row can be used: something in it is observed and nothing is infinite.</returns>
    public static bool LoadRow(FeatureModel features, ReadOnlySpan<float> row, float* target, float* input)
    {
        int observed = 0, infinite = 0;
        float limit = features.EncoderLimit;
        fixed (float* x = row, shift = features.Shift, inverseScale = features.InverseScale, fill = features.Fill)
        {
            for (int j = 0; j < row.Length; j++, target += Tile.Rows, input += Tile.Rows)
            {
                float value = x[j];
                if (float.IsNaN(value))
                {
                    *target = float.NaN;
                    *input = fill[j];
                    continue;
                }
                observed++;
                if (float.IsInfinity(value))
                    infinite++;
                float s = (value - shift[j]) * inverseScale[j];
                *target = Math.Clamp(s, -FeatureModel.LargestValue, FeatureModel.LargestValue);
                *input = Math.Clamp(s, -limit, limit);
            }
        }
        return observed > 0 && infinite == 0;
    }

    /// <summary>Makes a lane that holds no row: nothing observed, mean inputs.</summary>
    public static void LoadNothing(FeatureModel features, float* target, float* input)
    {
        for (int j = 0; j < features.Count; j++)
        {
            target[j * Tile.Rows] = float.NaN;
            input[j * Tile.Rows] = features.Fill[j];
        }
    }
}
