// TorchSharp counts live tensors for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
