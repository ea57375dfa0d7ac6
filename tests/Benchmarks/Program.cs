using PortReuse.Benchmarks;

// Each benchmark prints what it compares side by side, and returns false where what it must show does not hold.
var benchmarks = new Dictionary<string, (string Usage, Func<string[], bool> Run)>(StringComparer.Ordinal)
{
    ["crossed-dials"] = ("[ROUNDS]  two peers dial each other at the same instant, 10,000 times", CrossedDials.Run),
};

if (args.Length > 0 && benchmarks.TryGetValue(args[0], out var benchmark))
    return benchmark.Run(args[1..]) ? 0 : 1;

Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- NAME [ARGUMENTS], where NAME is one of");
foreach ((string name, (string usage, _)) in benchmarks)
    Console.Error.WriteLine($"    {name} {usage}");
return 2;
