using System.CommandLine;
using System.CommandLine.Help;
using PortReuse.Scan;
using PortReuse.Scan.Commands;

// Not a RootCommand: that one has the assembly's name.
var root = new Command("portreuse", "Finds the socket mistakes in C# that exhaust ephemeral ports, in code that it leaves as it is, and shows who holds the ports of this machine.");
root.Add(new HelpOption());
root.Add(new VersionOption());
AddScan(root);
var scan = new Command("scan", "Scans code; the command without a name does too.");
AddScan(scan);
root.Add(scan);
root.Add(PortsCommand.Create());

var arguments = root.Parse(args);
if (arguments.Errors.Count > 0)
{
    foreach (var error in arguments.Errors)
    {
        Console.Error.WriteLine(error.Message);
    }

    Console.Error.WriteLine("portreuse --help tells how it is used.");
    return ExitCode.Usage;
}

try
{
    return await arguments.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return ExitCode.Usage;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Interrupted.");
    return ExitCode.Incomplete;
}

static void AddScan(Command command)
{
    var symbols = new ScanSymbols();
    symbols.AddTo(command);
    command.SetAction((result, cancellation) => ScanCommand.RunAsync(symbols.Read(result), cancellation));
}
