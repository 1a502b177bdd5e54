using Microsoft.ML.Data;

namespace VaeMl.Sample;

/// <summary>
/// A row of wdbc.csv, about the cell nuclei of one tissue sample. Each measure is given as its mean, its standard error and the mean of the three largest.
/// </summary>
internal sealed class Nuclei
{
    [LoadColumn(0)] public float MeanRadius { get; set; }
    [LoadColumn(1)] public float MeanTexture { get; set; }
    [LoadColumn(2)] public float MeanPerimeter { get; set; }
    [LoadColumn(3)] public float MeanArea { get; set; }
    [LoadColumn(4)] public float MeanSmoothness { get; set; }
    [LoadColumn(5)] public float MeanCompactness { get; set; }
    [LoadColumn(6)] public float MeanConcavity { get; set; }
    [LoadColumn(7)] public float MeanConcavePoints { get; set; }
    [LoadColumn(8)] public float MeanSymmetry { get; set; }
    [LoadColumn(9)] public float MeanFractalDimension { get; set; }
    [LoadColumn(10)] public float ErrorRadius { get; set; }
    [LoadColumn(11)] public float ErrorTexture { get; set; }
    [LoadColumn(12)] public float ErrorPerimeter { get; set; }
    [LoadColumn(13)] public float ErrorArea { get; set; }
    [LoadColumn(14)] public float ErrorSmoothness { get; set; }
    [LoadColumn(15)] public float ErrorCompactness { get; set; }
    [LoadColumn(16)] public float ErrorConcavity { get; set; }
    [LoadColumn(17)] public float ErrorConcavePoints { get; set; }
    [LoadColumn(18)] public float ErrorSymmetry { get; set; }
    [LoadColumn(19)] public float ErrorFractalDimension { get; set; }
    [LoadColumn(20)] public float WorstRadius { get; set; }
    [LoadColumn(21)] public float WorstTexture { get; set; }
    [LoadColumn(22)] public float WorstPerimeter { get; set; }
    [LoadColumn(23)] public float WorstArea { get; set; }
    [LoadColumn(24)] public float WorstSmoothness { get; set; }
    [LoadColumn(25)] public float WorstCompactness { get; set; }
    [LoadColumn(26)] public float WorstConcavity { get; set; }
    [LoadColumn(27)] public float WorstConcavePoints { get; set; }
    [LoadColumn(28)] public float WorstSymmetry { get; set; }
    [LoadColumn(29)] public float WorstFractalDimension { get; set; }

    /// <summary>The label, 1 for malignant and 0 for benign. It is not used in training.</summary>
    [LoadColumn(30)] public float Malignant { get; set; }
}
