namespace VaeMl;

/// <summary>Whether the training set may contain anomalies. It selects the defaults of the other options.</summary>
public enum TrainingData
{
    /// <summary>Normal rows only, or nearly so. The model may fit them closely.</summary>
    Clean,

    /// <summary>
    /// Some rows are anomalies; they are trimmed during training. In a table with several regimes of normal rows (see <see cref="VaeOptions"/>),
    /// rows that fit none of the regimes are trimmed (<see cref="TrimmingKind.Unstructured"/>). In other tables the least likely rows are
    /// (<see cref="TrimmingKind.LeastLikely"/>), and likelihoods are heavy-tailed.
    /// </summary>
    Contaminated,
}

/// <summary>The distribution of a feature given the latent variables, p(x|z).</summary>
public enum LikelihoodKind
{
    /// <summary>Chosen for each feature from the training set.</summary>
    Auto,

    /// <summary>Bernoulli with a logit from the decoder, for features in [0, 1].</summary>
    Bernoulli,

    /// <summary>Gaussian with a mean from the decoder and a learned variance.</summary>
    Gaussian,

    /// <summary>
    /// Student's t with 4 degrees of freedom, a location from the decoder and a learned scale. Individual extreme values have little influence on it.
    /// </summary>
    StudentT,

    /// <summary>
    /// Categorical with a logit for each level from the decoder. Categories always have it, and other features never do; see
    /// <see cref="VaeData.Levels"/>.
    /// </summary>
    Categorical,
}

/// <summary>What the learned variance of Gaussian and Student-t features depends on.</summary>
public enum VarianceKind
{
    /// <summary>One variance for all features: isotropic noise.</summary>
    Shared,

    /// <summary>One variance for each feature.</summary>
    PerFeature,

    /// <summary>A variance for each feature of each row, predicted by the decoder.</summary>
    PerRow,
}

/// <summary>The activation of hidden layers.</summary>
public enum ActivationKind
{
    /// <summary>max(0, a).</summary>
    Relu,

    /// <summary>a / (1 + exp(−a)).</summary>
    Silu,

    /// <summary>tanh(a).</summary>
    Tanh,
}

/// <summary>How log p(z) − log q(z|x) enters the training objective.</summary>
public enum LatentTermKind
{
    /// <summary>By its expectation, −KL(q(z|x) ‖ N(0, I)).</summary>
    ClosedForm,

    /// <summary>By its value at the sampled z.</summary>
    Sampled,
}

/// <summary>How the learning rate changes during training.</summary>
public enum LearningRateSchedule
{
    /// <summary>The same in every step.</summary>
    Constant,

    /// <summary>A linear warm-up over 50 steps, constant until half of the steps are done, then a linear decay to 5 %.</summary>
    WarmupThenDecay,
}

/// <summary>Which unlikely rows are left out of the training set during training.</summary>
public enum TrimmingKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>
    /// A fraction of the rows, those with the highest scores, starting from the core of the data. For tables in which most rows are alike and
    /// anomalies may form clusters of a tenth of the rows or more.
    /// </summary>
    LeastLikely,

    /// <summary>
    /// All rows that the model explains no better than the marginal distributions of the features do, however many there are. For tables with several
    /// kinds of normal rows: these all stay, because the model learns the dependencies between their features.
    /// </summary>
    Unstructured,
}

/// <summary>How rows are split into held-out rows or folds for validation and calibration.</summary>
public enum RowSplit
{
    /// <summary>Contiguous blocks: neighbouring rows stay together. For rows in time order.</summary>
    Blocks,

    /// <summary>At random, row by row. For rows that are sorted or grouped by their content.</summary>
    Random,
}

/// <summary>Which score ranks the rows. For each of them, higher is more anomalous.</summary>
public enum ScoreKind
{
    /// <summary>Minus the evidence lower bound, with the reconstruction term at K fixed samples and the KL term in closed form.</summary>
    Elbo,

    /// <summary>Minus the importance-weighted bound, log (1/K) Σ p(x, zₖ)/q(zₖ|x) (Burda et al. 2016). <see cref="VaeScore.Elbo"/> then holds this bound too.</summary>
    ImportanceWeighted,

    /// <summary>
    /// Minus [log p(x|z = μ(x)) − KL], a plug-in score at the posterior mean. It is not a bound; <see cref="VaeScore.Elbo"/> remains the sampled one.
    /// </summary>
    PlugIn,
}
