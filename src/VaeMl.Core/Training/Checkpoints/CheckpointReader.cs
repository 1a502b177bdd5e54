using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace VaeMl.Training.Checkpoints;

/// <summary>Reads what <see cref="CheckpointWriter"/> wrote. It never allocates more than the rest of the file, whatever lengths the file claims.</summary>
/// <param name="stream">The file.</param>
/// <param name="end">The end of the values.</param>
internal sealed class CheckpointReader(Stream stream, long end) : IDisposable
{
    private readonly BinaryReader _reader = new(stream, Encoding.UTF8, leaveOpen: true);

    public bool AtEnd => stream.Position == end;

    public int Int32() => _reader.ReadInt32();

    public double Double() => _reader.ReadDouble();

    public string Text() => Encoding.UTF8.GetString(_reader.ReadBytes(Length(1)));

    /// <summary>Reads a count of items that take at least the given number of bytes each and must still follow.</summary>
    /// <exception cref="InvalidDataException">The file is too short for that many items.</exception>
    public int Length(int size)
    {
        int length = Int32();
        return length >= 0 && length <= (end - stream.Position) / size ? length : throw new InvalidDataException($"it claims to hold {length} values where there is no room for them");
    }

    public T[] Array<T>()
        where T : unmanaged
    {
        T[] values = new T[Length(Unsafe.SizeOf<T>())];
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    public string[] Texts() => [.. Enumerable.Range(0, Length(sizeof(int))).Select(_ => Text())];

    public LoopState LoopState()
    {
        (int epoch, int steps, int lastTrim, int reason) = (Int32(), Int32(), Int32(), Int32());
        int[]? active = Optional(Array<int>);
        EpochReport[] reports = [.. Enumerable.Range(0, Length(sizeof(double))).Select(_ => Report())];
        BestEpoch? best = Optional(Best);
        string[] retries = Texts();
        (double first, int lastCheck) = (Double(), Int32());
        return new LoopState
        {
            Epoch = epoch,
            Steps = steps,
            LastTrim = lastTrim,
            Reason = reason < 0 ? null : (StopReason)reason,
            Active = active,
            Reports = reports,
            Best = best,
            Retries = retries,
            FirstObjective = double.IsNaN(first) ? null : first,
            LastCheck = lastCheck,
            Engine = Array<float>(),
        };
    }

    public void Dispose() => _reader.Dispose();

    private BestEpoch Best()
    {
        (int epoch, double criterion) = (Int32(), Double());
        return new BestEpoch(Array<float>(), epoch, criterion);
    }

    private EpochReport Report()
    {
        (int epoch, ElboTerms train) = (Int32(), Terms());
        ElboTerms? validation = Int32() == 0 ? null : Terms();
        return new EpochReport(epoch, train, validation, Double(), Double());
    }

    private ElboTerms Terms() => new(Double(), Double(), Double());

    private T? Optional<T>(Func<T> read)
        where T : class => Int32() == 0 ? null : read();
}
