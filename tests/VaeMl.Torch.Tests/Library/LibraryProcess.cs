using System.Globalization;
using System.Runtime.Loader;

namespace VaeMl.Torch.Tests.Library;

/// <summary>What a process does with the native library that it finds, or none: one line for each thing tried.</summary>
internal static class LibraryProcess
{
    /// <param name="args">A model file, a file of rows to score, one row a line, and the path of TorchSharp.dll where it does not lie beside the application.</param>
    public static int Run(string[] args)
    {
        if (args is [_, _, var torchSharp])
            AssemblyLoadContext.Default.Resolving += (context, name) => name.Name == "TorchSharp" ? context.LoadFromAssemblyPath(torchSharp) : null;
        VaeData rows = new([.. File.ReadLines(args[1]).Select(line =>
            line.Split(',').Select(cell => float.Parse(cell, CultureInfo.InvariantCulture)).ToArray())]);
        Console.WriteLine(TorchVaeTrainer.IsAvailable(out string? reason) ? "available" : reason);
        Console.WriteLine(TorchVaeTrainer.IsAvailable(out _));
        TorchVaeTrainer trainer = new(new VaeOptions { Epochs = 1, CalibrationFolds = 0 });
        try
        {
            trainer.Fit(rows);
            Console.WriteLine("trained");
        }
        catch (InvalidOperationException exception)
        {
            Console.WriteLine(exception.Message);
        }
        Console.WriteLine(new VaeTrainer(trainer.Options).Fit(rows).Trainer);
        VaeModel model = VaeModel.Load(args[0]);
        Console.WriteLine(model.Trainer);
        Console.WriteLine(string.Join(',', model.Scores(rows).Select(BitConverter.SingleToInt32Bits)));
        return 0;
    }
}
