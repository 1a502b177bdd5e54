namespace VaeMl.Training.Engines;

/// <summary>Adam's constants as recommended by Kingma and Ba (2015), the same for every engine.</summary>
internal static class AdamConstants
{
    /// <summary>The decay rates β₁ and β₂ of the moments, and ε, which keeps a step finite if the second moment is 0.</summary>
    public const float Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f;
}
