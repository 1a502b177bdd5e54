using VaeMl.Training.BuiltIn;

namespace VaeMl.Tests.Concurrency;

/// <summary>Work that fails on any thread fails for the caller.</summary>
public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_exception_reaches_the_caller_and_the_team_serves_on(int threads)
    {
        using WorkerTeam team = new(threads);
        for (int run = 0; run < 3; run++)
        {
            Assert.Equal("13", Assert.Throws<InvalidTimeZoneException>(() => team.Run(20, item =>
            {
                if (item == 13)
                    throw new InvalidTimeZoneException("13");
            })).Message);
            int[] done = new int[20];
            team.Run(20, item => Interlocked.Increment(ref done[item]));
            Assert.All(done, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void An_exception_of_a_workers_own_thread_reaches_the_caller()
    {
        using WorkerTeam team = new(2);
        using ManualResetEventSlim thrown = new();
        Thread caller = Thread.CurrentThread;
        Assert.Throws<InvalidTimeZoneException>(() => team.Run(2, _ =>
        {
            // The caller's item lasts until the worker has failed in the other one.
            if (Thread.CurrentThread == caller)
                Assert.True(thrown.Wait(TimeSpan.FromMinutes(1)));
            else
            {
                thrown.Set();
                throw new InvalidTimeZoneException();
            }
        }));
    }
}
