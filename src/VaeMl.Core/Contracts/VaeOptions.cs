namespace VaeMl;

/// <summary>The options of a variational autoencoder and its training. The defaults are meant for raw tabular data.</summary>
/// <remarks>
/// <para>
/// Training maximises the evidence lower bound of Kingma and Welling (2014), per row and in nats: E_q[log p(x|z)] − β·KL(q(z|x) ‖ N(0, I)).
/// Options are checked once, when a trainer is created; one message names every violation.
/// </para>
/// <para>
/// Some defaults depend on whether the table has regimes, that is, several kinds of normal rows. A table counts as having regimes if it has at least 1,000 rows
/// and a category of which no value is in more than 95 % of the rows. A feature that holds only 0 and 1 counts as a category here.
/// </para>
/// </remarks>
public sealed record VaeOptions
{
    /// <summary>Whether the training set may contain anomalies. It selects the defaults of other options.</summary>
    /// <value><see cref="TrainingData.Clean"/>.</value>
    public TrainingData TrainingData { get; init; } = TrainingData.Clean;

    /// <summary>The likelihood of numeric features. That of categories is always <see cref="LikelihoodKind.Categorical"/>.</summary>
    /// <value>
    /// <see cref="LikelihoodKind.Auto"/>. Features that hold both 0 and 1 and nothing else are Bernoulli. The others are Gaussian for clean training data and for
    /// contaminated tables with regimes, and Student-t for other contaminated tables.
    /// </value>
    public LikelihoodKind Likelihood { get; init; } = LikelihoodKind.Auto;

    /// <summary>How the variance of a Gaussian or Student-t feature is learned.</summary>
    /// <value><see cref="VarianceKind.PerRow"/>: the decoder predicts a mean and a variance for every feature of every row.</value>
    public VarianceKind Variance { get; init; } = VarianceKind.PerRow;

    /// <summary>
    /// The smallest variance that a feature can have (for Student-t the smallest squared scale), in units of the feature's own variance, or in raw units if
    /// <see cref="Standardize"/> is off.
    /// </summary>
    /// <value>
    /// Null: 0.0025 for contaminated training data and for tables with regimes, otherwise 0.09. Each feature's floor is at least the variance of its rounding error,
    /// Δ²/12 with Δ the median gap between its distinct values (<see cref="VarianceKind.Shared"/>: one floor for all). A number applies to every feature as given.
    /// </value>
    public double? VarianceFloor { get; init; }

    /// <summary>
    /// Whether nonnegative, skewed features such as amounts and durations are modelled on the logarithmic scale asinh(x/c), with c the 5 % quantile of their
    /// positive values. <see cref="VaeScore.Elbo"/> then bounds the log density with these features per unit of asinh(x/c). Relative differences count:
    /// 1 and 2 differ as much as 1,000 and 2,000.
    /// </summary>
    /// <value>Null: on for tables with regimes. Features that are not standardised are never put on this scale.</value>
    public bool? LogScale { get; init; }

    /// <summary>The number of latent variables q, from 1 to 65,536.</summary>
    /// <value>Null: half the number of features, rounded up, between 1 and 32. A category counts once for each of its levels.</value>
    public int? LatentSize { get; init; }

    /// <summary>The widths of the encoder's hidden layers, starting at the input, each from 1 to 65,536; empty for a linear encoder.</summary>
    /// <value>Null: three layers of 128 for tables with regimes, otherwise two of 128 for clean training data and one of 64 for contaminated.</value>
    public IReadOnlyList<int>? HiddenSizes { get; init; }

    /// <summary>The widths of the decoder's hidden layers, starting at the latent variables, each from 1 to 65,536; empty for a linear decoder.</summary>
    /// <value>Null: those of the encoder in reverse order.</value>
    public IReadOnlyList<int>? DecoderHiddenSizes { get; init; }

    /// <summary>The activation of every hidden layer.</summary>
    /// <value><see cref="ActivationKind.Silu"/>.</value>
    public ActivationKind Activation { get; init; } = ActivationKind.Silu;

    /// <summary>Whether Gaussian and Student-t features are standardised inside the model, with the mean and standard deviation of the training set.</summary>
    /// <value>True. The evidence lower bound still refers to densities in the original units (but see <see cref="LogScale"/>).</value>
    public bool Standardize { get; init; } = true;

    /// <summary>The weight β of the KL term in the training objective, from 0 to 10⁶ (Higgins et al. 2017). Scores always use 1.</summary>
    /// <value>1, the evidence lower bound itself.</value>
    public double Beta { get; init; } = 1;

    /// <summary>The number of epochs over which β rises linearly from 0 to <see cref="Beta"/> (KL warm-up).</summary>
    /// <value>0: no warm-up.</value>
    public int KlWarmupEpochs { get; init; }

    /// <summary>The number S of latent samples per row in a training step, from 1 to 1024.</summary>
    /// <value>1, a one-sample estimate.</value>
    public int TrainingSamples { get; init; } = 1;

    /// <summary>Whether training uses log p(z) − log q(z|x) in closed form or at the sampled z. Both have the same expectation.</summary>
    /// <value><see cref="LatentTermKind.ClosedForm"/>, which has the lower variance.</value>
    public LatentTermKind LatentTerm { get; init; } = LatentTermKind.ClosedForm;

    /// <summary>The learning rate of Adam (Kingma and Ba 2015), in (0, 1].</summary>
    /// <value>0.002.</value>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>How the learning rate changes during training.</summary>
    /// <value><see cref="LearningRateSchedule.WarmupThenDecay"/>.</value>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.WarmupThenDecay;

    /// <summary>The largest number of rows in a mini-batch, from 1 to 65,536. The sizes of an epoch's mini-batches differ by at most one row.</summary>
    /// <value>128.</value>
    public int BatchSize { get; init; } = 128;

    /// <summary>The number of passes over the training set, at least 1.</summary>
    /// <value>
    /// Null: as many as needed for 4,000 steps with clean training data and 3,000 with contaminated; for tables with regimes 5,000 from 10,000 rows on, and 2,500 below.
    /// At least 10.
    /// </value>
    public int? Epochs { get; init; }

    /// <summary>Which unlikely rows are left out of the training set during training.</summary>
    /// <value>
    /// Null: determined by <see cref="TrimFraction"/> if that is set. Otherwise <see cref="TrimmingKind.None"/> for clean training data; for contaminated data
    /// <see cref="TrimmingKind.Unstructured"/> if the table has regimes, else <see cref="TrimmingKind.LeastLikely"/>.
    /// </value>
    public TrimmingKind? Trimming { get; init; }

    /// <summary>
    /// For <see cref="TrimmingKind.LeastLikely"/>, the fraction in [0, 1) of the training set that is left out at the end of training. At the start of an epoch, at most
    /// every 50 steps, the rows with the highest scores are dropped until the next time. The fraction starts at 0.45, or at this value if it is higher, and
    /// falls linearly over the first three quarters of the steps. This keeps clusters of anomalies from being learned early. 0 drops nothing.
    /// </summary>
    /// <value>Null: 0.1.</value>
    public double? TrimFraction { get; init; }

    /// <summary>
    /// Gradient norm clipping per row: the largest Euclidean norm of one row's gradient at the decoder's output. Larger gradients are scaled down to it.
    /// Without it, a single outlier can slow Adam down for thousands of steps. Infinity turns it off.
    /// </summary>
    /// <value>100.</value>
    public double RowGradientLimit { get; init; } = 100;

    /// <summary>The fraction of rows, in [0, 1), held out of the training set for the validation ELBO, early stopping and the threshold.</summary>
    /// <value>Null: 0.1 (at most 20,000 rows) from 10,000 rows on, with <see cref="Patience"/>, or if the table is kept in a temporary file; otherwise 0.</value>
    public double? ValidationFraction { get; init; }

    /// <summary>Early stopping: the number of epochs, at least 1, without a better validation ELBO after which training stops. The best weights are kept in any case.</summary>
    /// <value>Null: no early stopping.</value>
    public int? Patience { get; init; }

    /// <summary>
    /// The number of folds, from 2 to 100, for calibrating the threshold by cross-validation when no rows are held out: a model trained on the other folds scores each fold.
    /// 0 leaves the model without a threshold, so it flags nothing. <see cref="TrainingReport.CalibrationTrainer"/> names the trainer of these models.
    /// </summary>
    /// <value>5.</value>
    public int CalibrationFolds { get; init; } = 5;

    /// <summary>How rows are split into held-out rows or folds for validation and calibration.</summary>
    /// <value>
    /// <see cref="RowSplit.Blocks"/>: neighbouring rows stay together. In time-ordered data neighbours are alike, so randomly held-out rows say little about
    /// future rows, and the threshold would flag far too many of them. For rows in random order it makes no difference.
    /// </value>
    public RowSplit Split { get; init; } = RowSplit.Blocks;

    /// <summary>The fraction of normal (in-distribution) rows that the model flags, in (0, 1): on clean data, its false-positive rate.</summary>
    /// <value>0.01.</value>
    public double FlagRate { get; init; } = 0.01;

    /// <summary>Which score ranks the rows.</summary>
    /// <value><see cref="ScoreKind.Elbo"/>.</value>
    public ScoreKind Score { get; init; } = ScoreKind.Elbo;

    /// <summary>The number K of fixed latent samples used to score a row, from 1 to 4096. They come in antithetic pairs, u and −u, each from N(0, I).</summary>
    /// <value>2: one pair ranks rows as well as 16 samples do.</value>
    public int ScoreSamples { get; init; } = 2;

    /// <summary>The seed of all randomness: initial weights, shuffles, noise, folds. The same data, options, seed and machine give bit-identical models, except on a GPU.</summary>
    /// <value>0.</value>
    public int Seed { get; init; }

    /// <summary>The number of training threads, from 1 to 1024. The built-in trainer gives bit-identical results for any number; with TorchSharp it changes the order of summation.</summary>
    /// <value>Null: as many as the machine has and the network can use.</value>
    public int? Threads { get; init; }
}
