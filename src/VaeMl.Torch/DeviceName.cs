using System.Globalization;
using TorchSharp;

namespace VaeMl.Torch;

/// <summary>The name of a device, which can be parsed without the native library.</summary>
/// <param name="IsCuda">Whether it is a GPU.</param>
/// <param name="Index">The index of the GPU; null for the first.</param>
internal readonly record struct DeviceName(bool IsCuda, int? Index)
{
    private const string CudaPrefix = "cuda:";

    /// <exception cref="ArgumentException">The name is not cpu, cuda or cuda:N.</exception>
    public static DeviceName Parse(string name, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(name, parameterName);
        if (name == "cpu")
            return new DeviceName(false, null);
        if (name == "cuda")
            return new DeviceName(true, null);
        if (name.StartsWith(CudaPrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(CudaPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            return new DeviceName(true, index);
        throw new ArgumentException($"{parameterName} must be cpu, cuda or cuda:N with N from 0; it is '{name}'.", parameterName);
    }

    public override string ToString() =>
        !IsCuda ? "cpu" : Index is { } index ? string.Create(CultureInfo.InvariantCulture, $"{CudaPrefix}{index}") : "cuda";

    /// <summary>Opens the device. From here on, the native library is needed.</summary>
    public torch.Device Open() => IsCuda ? new torch.Device(DeviceType.CUDA, Index ?? 0) : new torch.Device(DeviceType.CPU);

    /// <exception cref="InvalidOperationException">The GPU is not available.</exception>
    public void ThrowIfMissing()
    {
        if (!IsCuda)
            return;
        int devices = torch.TryInitializeDeviceType(DeviceType.CUDA) ? torch.cuda.device_count() : 0;
        if (devices == 0)
            throw new InvalidOperationException(
                $"Device '{this}' was requested, but TorchSharp sees no CUDA device. Add the package TorchSharp-cuda-linux or TorchSharp-cuda-windows "
                + "in place of TorchSharp-cpu, on a machine with an NVIDIA GPU and its driver, or train on 'cpu'.");
        if (Index >= devices)
            throw new InvalidOperationException($"Device '{this}' was requested, but TorchSharp sees {devices} CUDA device(s), numbered from 0.");
    }
}
