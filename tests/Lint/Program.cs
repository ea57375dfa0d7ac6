using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PortReuse.Analyzers;
using PortReuse.Lint;

if (args is not [var root, ..] || !Directory.Exists(root))
{
    Console.Error.WriteLine(
        """
        Runs the analyzers over a folder of C# sources as they are: nothing is restored or built, and only the framework is referenced.
        Usage: Lint FOLDER
        """);
    return 2;
}

var analyzer = new SocketAnalyzer();
var analysisTime = TimeSpan.Zero;
var wallTime = Stopwatch.StartNew();
var findings = 0;
var exceptions = 0;
var files = 0;
var lines = 0L;

foreach (var project in SourceProject.Find(root))
{
    var compilation = project.Compile();
    files += project.Files.Count;
    lines += compilation.SyntaxTrees.Sum(tree => (long)tree.GetText().Lines.Count);

    var options = new CompilationWithAnalyzersOptions(
        new AnalyzerOptions([]),
        onAnalyzerException: (exception, _, _) =>
        {
            exceptions++;
            Console.WriteLine($"{project.Name}: {exception}");
        },
        concurrentAnalysis: false,
        logAnalyzerExecutionTime: true,
        reportSuppressedDiagnostics: false);
    var result = await compilation.WithAnalyzers([analyzer], options).GetAnalysisResultAsync(CancellationToken.None);
    analysisTime += result.AnalyzerTelemetryInfo[analyzer].ExecutionTime;

    foreach (var finding in result.GetAllDiagnostics().OrderBy(finding => finding.Location.SourceTree?.FilePath).ThenBy(finding => finding.Location.SourceSpan.Start))
    {
        findings++;
        var place = finding.Location.GetLineSpan();
        var line = finding.Location.SourceTree!.GetText().Lines[place.StartLinePosition.Line].ToString().Trim();
        Console.WriteLine($"{Path.GetRelativePath(root, place.Path)}({place.StartLinePosition.Line + 1}): {finding.Id}: {line}");
    }
}

Console.WriteLine(
    $"{findings} findings, {exceptions} exceptions of the analyzers; {files} files, {lines} lines; "
    + $"{analysisTime.TotalMilliseconds:F0} ms in the analyzers, {wallTime.Elapsed.TotalSeconds:F0} s in all.");
return exceptions == 0 ? 0 : 1;
