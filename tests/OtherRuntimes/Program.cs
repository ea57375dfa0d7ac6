using System.Runtime.InteropServices;
using PortReuse.Benchmarks;
using PortReuse.OtherRuntimes;
using Xunit.Sdk;

if (args is [OwnProgram.Benchmark, .. var names])
    return BenchmarkCommand.Run(names, Path.Combine(AppContext.BaseDirectory, "benchmarks"));

// Runs every test of this assembly; a name or a part of one as an argument narrows them.
var assembly = System.Reflection.Assembly.GetExecutingAssembly();
using var results = new TestResults();
using var framework = new XunitTestFramework(new Xunit.Sdk.NullMessageSink());
using var executor = framework.GetExecutor(assembly.GetName());
var options = new TestOptions();

if (args is [var part])
{
    using var discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
    using var cases = new TestCases(part);
    discoverer.Find(includeSourceInformation: false, cases, options);
    cases.Wait();
    executor.RunTests(cases.Found, results, options);
}
else
{
    executor.RunAll(results, options, options);
}

results.Wait();
Console.WriteLine(
    $"{RuntimeInformation.FrameworkDescription}: {results.Passed} passed, {results.Failed} failed, {results.Skipped} skipped");
return results.Failed == 0 && results.Passed > 0 ? 0 : 1;
