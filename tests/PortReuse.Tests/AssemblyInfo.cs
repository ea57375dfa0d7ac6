// Ports and file descriptors are counted here, and belong to the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
