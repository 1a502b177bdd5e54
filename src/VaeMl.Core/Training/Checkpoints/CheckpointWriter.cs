using System.Runtime.InteropServices;
using System.Text;

namespace VaeMl.Training.Checkpoints;

/// <summary>Writes a checkpoint's values; <see cref="CheckpointReader"/> reads them in the same order.</summary>
internal sealed class CheckpointWriter(Stream stream) : IDisposable
{
    private readonly BinaryWriter _writer = new(stream, Encoding.UTF8, leaveOpen: true);

    public void Write(int value) => _writer.Write(value);

    public void Write(double value) => _writer.Write(value);

    public void Write(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        Write(bytes.Length);
        _writer.Write(bytes);
    }

    public void Write(string[] values)
    {
        Write(values.Length);
        foreach (string value in values)
            Write(value);
    }

    public void Write<T>(T[] values)
        where T : unmanaged
    {
        Write(values.Length);
        _writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    public void Write(LoopState state)
    {
        Write(state.Epoch);
        Write(state.Steps);
        Write(state.LastTrim);
        Write(state.Reason is { } reason ? (int)reason : -1);
        WriteOptional(state.Active, Write);
        Write(state.Reports.Length);
        foreach (EpochReport report in state.Reports)
            Write(report);
        WriteOptional(state.Best, best =>
        {
            Write(best.Epoch);
            Write(best.Criterion);
            Write(best.Parameters);
        });
        Write(state.Retries);
        Write(state.FirstObjective ?? double.NaN);
        Write(state.LastCheck);
        Write(state.Engine);
    }

    public void Dispose() => _writer.Dispose();

    private void Write(EpochReport report)
    {
        Write(report.Epoch);
        Write(report.Train);
        WriteOptional((object?)report.Validation, _ => Write(report.Validation!.Value));
        Write(report.Beta);
        Write(report.LearningRate);
    }

    private void Write(ElboTerms terms)
    {
        Write(terms.LogLikelihood);
        Write(terms.LogPrior);
        Write(terms.LogPosterior);
    }

    private void WriteOptional<T>(T? value, Action<T> write)
        where T : class
    {
        Write(value is null ? 0 : 1);
        if (value is not null)
            write(value);
    }
}
