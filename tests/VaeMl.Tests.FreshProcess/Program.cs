// A process that has VaeMl beside it and names none of its types: MODEL.zip INPUT.idv OUTPUT.idv
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

MLContext mlContext = new();
mlContext.Log += (_, line) =>
{
    if (line.Kind == ChannelMessageKind.Warning)
        Console.WriteLine($"warning {line.RawMessage}");
};
ITransformer model = mlContext.Model.Load(args[0], out DataViewSchema inputSchema);
IDataView input = mlContext.Data.LoadFromBinary(args[1]);
IDataView output = model.Transform(input);
using (Stream file = File.Create(args[2]))
    mlContext.Data.SaveAsBinary(output, file);

Console.WriteLine($"schema {string.Join(' ', inputSchema.Select(column => column.Name))}");
foreach (ITransformer transformer in model is IEnumerable<ITransformer> chain ? chain : [model])
    Console.WriteLine($"transformer {transformer.GetType().FullName}");
foreach (DataViewSchema.Column column in output.Schema.Where(column => !column.IsHidden && column.HasSlotNames()))
{
    VBuffer<ReadOnlyMemory<char>> names = default;
    column.GetSlotNames(ref names);
    Console.WriteLine($"slots {column.Name} {string.Join(' ', names.DenseValues())}");
}
foreach (DataViewSchema.Column column in output.Schema.Where(column => !column.IsHidden))
    if (column.Annotations.Schema.GetColumnOrNull("ScoreColumnKind") is not null)
    {
        ReadOnlyMemory<char> kind = default;
        column.Annotations.GetValue("ScoreColumnKind", ref kind);
        Console.WriteLine($"kind {column.Name} {kind}");
    }
