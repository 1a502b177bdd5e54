using System.Runtime.InteropServices;
using VaeMl.Cli;
using VaeMl.Cli.Display;

using CancellationTokenSource interrupted = new();

// The first Ctrl+C (or kill) stops the work cleanly, the second ends the process.
void Interrupt(PosixSignalContext context)
{
    context.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
return App.Run(args, Terminal.ForProcess(), interrupted.Token);
