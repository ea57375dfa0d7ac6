using System.Diagnostics;
using PortReuse.Lint;

try
{
    var arguments = Arguments.Parse(args);
    var elapsed = Stopwatch.StartNew();
    var others = arguments.Against.Select(OtherAnalyzers.Load).ToArray();
    var projects = SourceProject.Find(arguments.Folder);

    var runs = new List<AnalysisRun>();
    for (var i = 0; i < arguments.Repeat; i++)
    {
        runs.Add(await AnalysisRun.OfAsync(projects, others.SelectMany(other => other.OnByDefault)));
    }

    Report.Findings(arguments.Folder, runs[0]);
    Report.Exceptions(runs);
    Report.Summary(runs, projects.Count, elapsed.Elapsed);
    Report.TimeByRule(runs);
    foreach (var other in others)
    {
        Report.Comparison(other, runs);
    }

    return runs.Any(run => run.OurExceptions.Any()) ? 1 : 0;
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine();
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}
