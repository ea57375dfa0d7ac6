using PortReuse.Benchmarks;

// The program stands in artifacts/bin/Benchmarks/release.
return BenchmarkCommand.Run(args, Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "benchmarks")));
