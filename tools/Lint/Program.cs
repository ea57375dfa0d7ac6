using System.Diagnostics;
using PortReuse.Lint;

try
{
    var arguments = Arguments.Parse(args);
    var elapsed = Stopwatch.StartNew();
    var others = arguments.Against.Select(OtherAnalyzers.Load).ToArray();
    var projects = SourceProject.Find(arguments.Folder, Console.Error.WriteLine);

    // A compiler is given what other projects compile to, and the time is measured so. For the findings their sources are followed too.
    var measured = new List<AnalysisRun>();
    for (var i = 0; i < arguments.Repeat && arguments.IsMeasured; i++)
    {
        measured.Add(await AnalysisRun.OfAsync(projects, others.SelectMany(other => other.OnByDefault), followsReferences: false));
    }

    var found = await AnalysisRun.OfAsync(projects, [], followsReferences: true);
    AnalysisRun[] all = [found, .. measured];
    Report.Findings(arguments.Folder, found);
    Report.GivenUp(found);
    Report.Exceptions(all);
    Report.Summary(all, projects.Count, elapsed.Elapsed);
    Report.TimeByRule(measured is [] ? [found] : measured);
    foreach (var other in others)
    {
        Report.Comparison(other, measured);
    }

    return all.Any(run => run.OurExceptions.Any()) ? 1 : 0;
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine();
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}
