// A notebook takes over the console and the current folder, which belong to the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
