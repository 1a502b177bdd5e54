namespace VaeMl;

/// <summary>What is asked of a variational autoencoder and its training. Every default works on raw tabular data.</summary>
/// <remarks>
/// Where a default depends on the table, one "with regimes" has 1,000 rows or more and a category, declared or a feature that holds 0 and 1 only, with no value in more than 95 % of the rows.
/// The objective is the evidence lower bound of Kingma and Welling (2014), per row and in nats:
/// E_q[log p(x|z)] − β·KL(q(z|x) ‖ N(0, I)). Options are checked once, when a trainer is made; every violation is named in one message.
/// </remarks>
public sealed record VaeOptions
{
    /// <summary>What the training rows are; it decides what is left to be chosen automatically.</summary>
    /// <value><see cref="TrainingData.Clean"/>.</value>
    public TrainingData TrainingData { get; init; } = TrainingData.Clean;

    /// <summary>The distribution of each number given the latent; that of a category is <see cref="LikelihoodKind.Categorical"/>.</summary>
    /// <value>
    /// <see cref="LikelihoodKind.Auto"/>: Bernoulli for features that hold both 0 and 1 and nothing else, otherwise Gaussian for clean training data and for
    /// contaminated tables with regimes, Student-t for other contaminated ones.
    /// </value>
    public LikelihoodKind Likelihood { get; init; } = LikelihoodKind.Auto;

    /// <summary>How the variance of a Gaussian, Student-t or Laplace feature is learned.</summary>
    /// <value><see cref="VarianceKind.PerRow"/>: the decoder yields a mean and a variance for every feature of every row.</value>
    public VarianceKind Variance { get; init; } = VarianceKind.PerRow;

    /// <summary>
    /// The least variance (for Student-t the least squared scale) a feature can have, in units of the feature's own variance (raw units when
    /// <see cref="Standardize"/> is off).
    /// </summary>
    /// <value>
    /// Null: 0.0025 for contaminated training data and for tables with regimes, 0.09 for other clean ones, and for each feature at least the variance of
    /// its rounding error, Δ²/12 with Δ the median gap between its distinct values (<see cref="VarianceKind.Shared"/>: one floor for all). A number holds for every feature as it is.
    /// </value>
    public double? VarianceFloor { get; init; }

    /// <summary>
    /// Whether nonnegative, skewed features such as amounts and durations are put on a logarithmic scale inside the model, asinh(x/c) with c their
    /// positive values' 5 % quantile. <see cref="VaeScore.Elbo"/> then bounds the log density with these features per unit of asinh(x/c), and
    /// relative differences count: 1 and 2 differ as much as 1,000 and 2,000.
    /// </summary>
    /// <value>Null: in tables with regimes. Features that are not standardised are never put on it.</value>
    public bool? LogScale { get; init; }

    /// <summary>The number of latent variables q.</summary>
    /// <value>Null: half the number of features, a category counted by its levels, rounded up, between 1 and 32.</value>
    public int? LatentSize { get; init; }

    /// <summary>Widths of the encoder's hidden layers, from the input on; empty for a linear encoder.</summary>
    /// <value>Null: three layers of 128 where there are regimes; otherwise two of 128 for clean training data and one of 64 for contaminated.</value>
    public IReadOnlyList<int>? HiddenSizes { get; init; }

    /// <summary>Widths of the decoder's hidden layers, from the latent on; empty for a linear decoder.</summary>
    /// <value>Null: the encoder's, reversed.</value>
    public IReadOnlyList<int>? DecoderHiddenSizes { get; init; }

    /// <summary>The activation of every hidden layer.</summary>
    /// <value><see cref="ActivationKind.Silu"/>.</value>
    public ActivationKind Activation { get; init; } = ActivationKind.Silu;

    /// <summary>Whether Gaussian, Student-t and Laplace features are standardised inside the model, with the training rows' mean and standard deviation.</summary>
    /// <value>True. The evidence lower bound stays in nats of the data as given (but see <see cref="LogScale"/>).</value>
    public bool Standardize { get; init; } = true;

    /// <summary>The weight β of the KL term in the training objective (Higgins et al. 2017). Scores always use 1.</summary>
    /// <value>1, the evidence lower bound itself.</value>
    public double Beta { get; init; } = 1;

    /// <summary>Over how many epochs β rises linearly from 0 to <see cref="Beta"/>.</summary>
    /// <value>0: none.</value>
    public int KlWarmupEpochs { get; init; }

    /// <summary>The number S of latent samples per row and training step.</summary>
    /// <value>1, the lecture's one-sample estimate.</value>
    public int TrainingSamples { get; init; } = 1;

    /// <summary>Whether log p(z) − log q(z|x) is taken in closed form or at the sampled z during training. Both have the same expectation.</summary>
    /// <value><see cref="LatentTermKind.ClosedForm"/>, of lower variance.</value>
    public LatentTermKind LatentTerm { get; init; } = LatentTermKind.ClosedForm;

    /// <summary>Adam's step size (Kingma and Ba 2015).</summary>
    /// <value>0.002.</value>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>How the step size moves over the training.</summary>
    /// <value><see cref="LearningRateSchedule.WarmupThenDecay"/>.</value>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.WarmupThenDecay;

    /// <summary>The most rows in a mini-batch; an epoch's batches differ by one row at most.</summary>
    /// <value>128.</value>
    public int BatchSize { get; init; } = 128;

    /// <summary>The number of passes over the training rows.</summary>
    /// <value>Null: as many as make 4,000 steps for clean training data and 3,000 for contaminated, with regimes 5,000 from 10,000 rows on and 2,500 below; at least 10.</value>
    public int? Epochs { get; init; }

    /// <summary>Which training rows are left out as unlikely.</summary>
    /// <value>
    /// Null: by <see cref="TrimFraction"/> where that is given; otherwise none of clean training data, and of contaminated <see cref="TrimmingKind.Unstructured"/>
    /// where there are regimes and <see cref="TrimmingKind.LeastLikely"/> otherwise.
    /// </value>
    public TrimmingKind? Trimming { get; init; }

    /// <summary>
    /// With <see cref="TrimmingKind.LeastLikely"/>, the share of training rows that is left out at the end of training. At the start of an epoch, at most
    /// every 50 steps, the rows with the highest scores are dropped until the next time. The share starts at 0.45, or this one if higher, and falls linearly over three
    /// quarters of the steps, so that clusters of anomalies are not learned before they can be told. 0 drops nothing.
    /// </summary>
    /// <value>Null: 0.1.</value>
    public double? TrimFraction { get; init; }

    /// <summary>
    /// The most that one row's gradient at the decoder's output can weigh (Euclidean norm over its outputs); larger ones are scaled down to it,
    /// so that a single outlier cannot hold up Adam for thousands of steps. Infinity switches it off.
    /// </summary>
    /// <value>100.</value>
    public double RowGradientLimit { get; init; } = 100;

    /// <summary>The share of rows held out of training, for the validation bound, early stopping and the threshold.</summary>
    /// <value>Null: 0.1 from 10,000 rows on (20,000 rows at most) or with <see cref="Patience"/>, otherwise 0.</value>
    public double? ValidationFraction { get; init; }

    /// <summary>After how many epochs without a better validation bound training stops. The best weights are kept in any case.</summary>
    /// <value>Null: never; the number of epochs decides.</value>
    public int? Patience { get; init; }

    /// <summary>
    /// Into how many folds the rows are parted to calibrate the threshold when none are held out: each fold is scored by a model trained on the others.
    /// 0 leaves the model without a threshold, so that it flags nothing. <see cref="TrainingReport.CalibrationTrainer"/> says which trainer made these models.
    /// </summary>
    /// <value>5.</value>
    public int CalibrationFolds { get; init; } = 5;

    /// <summary>How rows are put apart for validation and calibration.</summary>
    /// <value>
    /// <see cref="RowSplit.Blocks"/>: rows next to each other stay together. In data in the order of time neighbours are alike, and random ones would say
    /// little about rows to come: the threshold would flag far too much. With rows in random order it makes no difference.
    /// </value>
    public RowSplit Split { get; init; } = RowSplit.Blocks;

    /// <summary>The share of rows like the training data that the model flags: on clean data, its false-positive rate.</summary>
    /// <value>0.01.</value>
    public double FlagRate { get; init; } = 0.01;

    /// <summary>Which score ranks the rows.</summary>
    /// <value><see cref="ScoreKind.Elbo"/>.</value>
    public ScoreKind Score { get; init; } = ScoreKind.Elbo;

    /// <summary>The number K of fixed latent samples at which a row is scored. They come in antithetic pairs, u and −u, each from N(0, I).</summary>
    /// <value>2: one pair ranks rows as well as 16 samples.</value>
    public int ScoreSamples { get; init; } = 2;

    /// <summary>The seed of everything random: initial weights, shuffles, noise, folds. Same data, options, seed and machine give the same bits.</summary>
    /// <value>0.</value>
    public int Seed { get; init; }

    /// <summary>The number of threads that train; it never changes the result.</summary>
    /// <value>Null: as many as the machine has and the network can use.</value>
    public int? Threads { get; init; }
}
