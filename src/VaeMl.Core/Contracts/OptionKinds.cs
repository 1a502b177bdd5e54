namespace VaeMl;

/// <summary>What the training rows are; it chooses the recipe.</summary>
public enum TrainingData
{
    /// <summary>Normal rows only, or nearly so: the model may learn them closely.</summary>
    Clean,

    /// <summary>
    /// Rows with anomalies among them, which are left out as training goes on. Of a table with several regimes of normal rows (see
    /// <see cref="VaeOptions"/>) rows are left out that follow none (<see cref="TrimmingKind.Unstructured"/>). Of other tables the least likely rows
    /// are (<see cref="TrimmingKind.LeastLikely"/>), and likelihoods are heavy-tailed.
    /// </summary>
    Contaminated,
}

/// <summary>The distribution of a feature given the latent, p(x|z).</summary>
public enum LikelihoodKind
{
    /// <summary>Chosen feature by feature from the training rows.</summary>
    Auto,

    /// <summary>Bernoulli with a logit from the decoder, for features in [0, 1].</summary>
    Bernoulli,

    /// <summary>Gaussian with a mean from the decoder and a learned variance.</summary>
    Gaussian,

    /// <summary>Student's t with 4 degrees of freedom, a location from the decoder and a learned scale: single wild values weigh little.</summary>
    StudentT,

    /// <summary>
    /// Categorical with a logit for each level from the decoder. Categories have it, whatever the option says, and nothing else can; see <see cref="VaeData.Levels"/>.
    /// </summary>
    Categorical,

    /// <summary>
    /// Laplace with a location from the decoder and a learned scale b, −log p(x|z) = log(2b) + |x − m|/b: values far off weigh less than in a
    /// Gaussian, and the location is a median. Its variance is 2b².
    /// </summary>
    Laplace,
}

/// <summary>What the learned variance of Gaussian, Student-t and Laplace features depends on.</summary>
public enum VarianceKind
{
    /// <summary>One variance for all features: isotropic noise.</summary>
    Shared,

    /// <summary>One variance for each feature.</summary>
    PerFeature,

    /// <summary>A variance for each feature of each row, from the decoder.</summary>
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
    /// <summary>Its expectation, −KL(q(z|x) ‖ N(0, I)).</summary>
    ClosedForm,

    /// <summary>Its value at the sampled z.</summary>
    Sampled,
}

/// <summary>How the step size moves over the training.</summary>
public enum LearningRateSchedule
{
    /// <summary>The same at every step.</summary>
    Constant,

    /// <summary>A linear rise over 50 steps, constant to half time, then a linear fall to 5 %.</summary>
    WarmupThenDecay,
}

/// <summary>Which training rows are left out as unlikely while training goes on.</summary>
public enum TrimmingKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>
    /// A share of the rows, those with the highest scores, starting from the core of the rows: for tables of which most rows are alike, and
    /// whose anomalies may form groups of up to a tenth of the rows or more.
    /// </summary>
    LeastLikely,

    /// <summary>
    /// Rows of which the model knows no more than the distribution of each feature by itself, however many: for tables with several kinds of
    /// normal rows, which all stay, since what holds between their features is learned.
    /// </summary>
    Unstructured,
}

/// <summary>How rows are put apart for validation and calibration.</summary>
public enum RowSplit
{
    /// <summary>Neighbouring rows together, as rows in the order of time need.</summary>
    Blocks,

    /// <summary>Each row by chance, as rows sorted by what they are need.</summary>
    Random,
}

/// <summary>Which score ranks the rows; of each, higher is more anomalous.</summary>
public enum ScoreKind
{
    /// <summary>Minus the evidence lower bound: reconstruction at K fixed samples, KL term in closed form.</summary>
    Elbo,

    /// <summary>Minus the importance-weighted bound, log (1/K) Σ p(x, zₖ)/q(zₖ|x) (Burda et al. 2016).</summary>
    ImportanceWeighted,

    /// <summary>Minus [log p(x|z = μ(x)) − KL]: a plug-in score at the latent mean. It is not a bound, and <c>Elbo</c> stays the sampled one.</summary>
    PlugIn,
}
