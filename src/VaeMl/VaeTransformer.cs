using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using VaeMl.Contracts;
using VaeMl.Inputs;
using VaeMl.Mapping;
using VaeMl.Persistence;

namespace VaeMl;

/// <summary>
/// Adds a trained model's columns to data: the latent mean, the evidence lower bound, the score and more, by <see cref="Columns"/>.
/// Immutable and safe to share between threads; saved and loaded by <c>mlContext.Model</c> alone or within a pipeline.
/// </summary>
/// <remarks>
/// Views are lazy: nothing is scored before a cursor moves, and only the columns it was asked for. Rows that cannot be scored (±∞ in them, or
/// nothing observed) get NaN and count as flagged; each pass over the data warns of them once, with their number.
/// </remarks>
public sealed class VaeTransformer : ITransformer
{
    private readonly IHostEnvironment _environment;

    /// <summary>Takes a model into ML.NET.</summary>
    /// <param name="environment">Where warnings go: an <see cref="MLContext"/>.</param>
    /// <param name="model">What scores.</param>
    /// <param name="columns">The columns read and the columns added.</param>
    /// <exception cref="ArgumentException">No column is added, or names are empty or given twice.</exception>
    public VaeTransformer(IHostEnvironment environment, VaeModel model, VaeColumns columns)
        : this(environment, model, columns, new InputForm(), null)
    {
    }

    internal VaeTransformer(IHostEnvironment environment, VaeModel model, VaeColumns columns, InputForm form, TrainingReport? report)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(columns);
        columns.ThrowIfInvalid(nameof(columns));
        _environment = environment;
        Model = model;
        Columns = columns.NamesOnly();
        Form = form;
        TrainingReport = report;
    }

    /// <summary>The trained model, its threshold included.</summary>
    public VaeModel Model { get; }

    /// <summary>The columns read and the columns added.</summary>
    public VaeColumns Columns { get; }

    /// <summary>What happened in training; null for a model that was loaded or trained elsewhere.</summary>
    public TrainingReport? TrainingReport { get; }

    /// <summary>Of the columns that Fit saw: what <see cref="SaveOnnx(Stream)"/> makes the input. Numbers are taken in whatever type a view has.</summary>
    internal InputForm Form { get; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The same transformer with another threshold.</summary>
    /// <param name="threshold">A score, in nats; +∞ flags only rows that cannot be scored.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is NaN.</exception>
    public VaeTransformer WithThreshold(double threshold) => With(Model.WithThreshold(threshold));

    /// <summary>The same transformer with the threshold that flags this share of rows like the training data.</summary>
    /// <param name="flagRate">The share, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate lies outside (0, 1).</exception>
    /// <exception cref="InvalidOperationException">
    /// The threshold was not calibrated: the model was trained for no PredictedLabel column, or with neither folds nor rows held out.
    /// </exception>
    public VaeTransformer WithFlagRate(double flagRate) => With(Model.WithFlagRate(flagRate));

    /// <summary>
    /// Writes the model as ONNX, with <see cref="Columns"/> as the names of its input and outputs, and with the type of the column that Fit saw
    /// as the input's; a transformer made from a model without Fit takes Single.
    /// </summary>
    /// <remarks>
    /// With <see cref="VaeColumns.InputColumnNames"/> the file takes the columns of <see cref="VaeModel.Schema"/>, a vector slot by slot, as
    /// <see cref="OnnxExport.Columns"/> says; if all are numbers and Booleans, one matrix of them under the name <see cref="VaeColumns.InputColumnName"/>.
    /// </remarks>
    /// <param name="stream">Where to; stays open.</param>
    /// <exception cref="ArgumentException">An output column bears the input column's name, which ONNX does not allow.</exception>
    public void SaveOnnx(Stream stream) => Model.SaveOnnx(stream, Export);

    /// <summary>
    /// Writes the model as an ONNX file, with <see cref="Columns"/> as the names of its input and outputs, and with the type of the column that Fit
    /// saw as the input's; see the other overload for several columns. The file appears whole or not at all.
    /// </summary>
    /// <param name="path">Where to.</param>
    /// <exception cref="ArgumentException">An output column bears the input column's name, which ONNX does not allow.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveOnnx(string path) => Model.SaveOnnx(path, Export);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, or has another type or width than the model's.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, or has another type or width than the model's.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new VaeView(_environment, Bind(input.Schema), input);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => new VaeRowMapper(_environment, Bind(inputSchema));

    void ICanSaveModel.Save(ModelSaveContext ctx) => TransformerFile.Write(new SavedTransformer(Model, Columns, Form), ctx);

    private OnnxExport Export => OutputColumn.All.Aggregate(
        new OnnxExport { Input = Columns.InputColumnName, InputType = Form.OnnxType, Columns = Form.Sizes is null ? false : null },
        (export, column) => column.Exported(export, column.NameOf(Columns)));

    /// <summary>The same transformer after a Fit on data of this schema.</summary>
    internal VaeTransformer For(DataViewSchema schema) =>
        new(_environment, Model, Columns, Bind(schema).Features.Form, TrainingReport);

    private VaeTransformer With(VaeModel model) => new(_environment, model, Columns, Form, TrainingReport);

    private Binding Bind(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new Binding(Model, Columns, Form.Sizes, schema);
    }
}
