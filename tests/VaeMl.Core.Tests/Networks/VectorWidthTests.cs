using System.Globalization;
using System.Runtime.Intrinsics;

namespace VaeMl.Tests.Networks;

public sealed class VectorWidthTests
{
    /// <summary>test.sh runs the tests of arithmetic again with narrower vectors. A switch of the runtime that has another name in its next version would be ignored in silence.</summary>
    [Fact]
    public void Vectors_are_as_wide_as_the_run_says()
    {
        int widest = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        string asked = Environment.GetEnvironmentVariable("VAEML_VECTOR_BITS") ?? widest.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(asked, widest.ToString(CultureInfo.InvariantCulture));
    }
}
