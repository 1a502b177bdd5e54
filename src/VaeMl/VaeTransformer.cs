using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using VaeMl.Contracts;
using VaeMl.Inputs;
using VaeMl.Mapping;
using VaeMl.Persistence;

namespace VaeMl;

/// <summary>
/// Adds the columns of a trained model to data: the latent mean, the evidence lower bound, the score and others. <see cref="Columns"/> says which.
/// Immutable and safe to share between threads. <c>mlContext.Model</c> saves and loads it, alone or in a pipeline.
/// </summary>
/// <remarks>
/// Views are lazy: rows are scored when a cursor moves, and only for the columns requested. Rows that cannot be scored (they contain ±∞ or have no
/// observed value) get NaN and are flagged. Each pass over the data logs one warning with their number.
/// </remarks>
public sealed class VaeTransformer : ITransformer
{
    private readonly IHostEnvironment _environment;

    /// <summary>Creates a transformer from a model.</summary>
    /// <param name="environment">An <see cref="MLContext"/>, which receives warnings.</param>
    /// <param name="model">The model.</param>
    /// <param name="columns">The columns to read and to add.</param>
    /// <exception cref="ArgumentException">No column is added, or names are empty or used twice.</exception>
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

    /// <summary>The trained model, including its threshold.</summary>
    public VaeModel Model { get; }

    /// <summary>The columns that are read and added.</summary>
    public VaeColumns Columns { get; }

    /// <summary>The training report; null for a model that was loaded or trained elsewhere.</summary>
    public TrainingReport? TrainingReport { get; }

    /// <summary>The types and sizes of the columns that Fit saw. <see cref="SaveOnnx(Stream)"/> uses them for the input; Transform accepts any numeric type.</summary>
    internal InputForm Form { get; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>Returns a copy with another threshold.</summary>
    /// <param name="threshold">The threshold, in nats. Rows whose score is above it are flagged; +∞ flags only rows that cannot be scored.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is NaN.</exception>
    public VaeTransformer WithThreshold(double threshold) => With(Model.WithThreshold(threshold));

    /// <summary>Returns a copy whose threshold flags this fraction of normal (in-distribution) rows.</summary>
    /// <param name="flagRate">The fraction of normal rows to flag, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside (0, 1).</exception>
    /// <exception cref="InvalidOperationException">
    /// The threshold was not calibrated: training had no PredictedLabel column, or neither folds nor held-out rows.
    /// </exception>
    public VaeTransformer WithFlagRate(double flagRate) => With(Model.WithFlagRate(flagRate));

    /// <summary>
    /// Writes the model in ONNX format. <see cref="Columns"/> gives the names of its input and outputs. The input has the type of the column that Fit saw;
    /// if the transformer was created from a model without Fit, it is Single.
    /// </summary>
    /// <remarks>
    /// With <see cref="VaeColumns.InputColumnNames"/> the inputs are the columns of <see cref="VaeModel.Schema"/>, where each slot of a vector is a column;
    /// see <see cref="OnnxExport.Columns"/>. If all of them are numbers and Booleans, the input is one matrix named <see cref="VaeColumns.InputColumnName"/>.
    /// </remarks>
    /// <param name="stream">The stream to write to. It stays open.</param>
    /// <exception cref="ArgumentException">An output column has the name of the input column, which ONNX does not allow.</exception>
    public void SaveOnnx(Stream stream) => Model.SaveOnnx(stream, Export);

    /// <summary>
    /// Writes the model to an ONNX file. <see cref="Columns"/> gives the names of its input and outputs. The input has the type of the column that Fit
    /// saw. For several input columns see the other overload. The file is written completely or not at all.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="ArgumentException">The path is empty, or an output column has the name of the input column, which ONNX does not allow.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write the file or to its folder.</exception>
    public void SaveOnnx(string path) => Model.SaveOnnx(path, Export);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, or its type or width does not match the model.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, or its type or width does not match the model.</exception>
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

    /// <summary>Returns the transformer that Fit yields for data with this schema.</summary>
    internal VaeTransformer For(DataViewSchema schema) =>
        new(_environment, Model, Columns, Bind(schema).Features.Form, TrainingReport);

    private VaeTransformer With(VaeModel model) => new(_environment, model, Columns, Form, TrainingReport);

    private Binding Bind(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new Binding(Model, Columns, Form.Sizes, schema);
    }
}
