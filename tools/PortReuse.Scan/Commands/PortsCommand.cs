using System.CommandLine;
using PortReuse.Scan.Ports;
using PortReuse.Scan.Reporting;
using Spectre.Console;

namespace PortReuse.Scan.Commands;

/// <summary>Shows who holds the ephemeral ports of this machine.</summary>
internal static class PortsCommand
{
    /// <summary>Tables in a file or a pipe are as wide as they need to be.</summary>
    private const int Unlimited = 240;

    public static Command Create()
    {
        var watch = new Option<bool>("--watch") { Description = "Looks again and again, until it is interrupted." };
        var interval = new Option<double>("--interval") { Description = "The seconds between two looks.", HelpName = "SECONDS",
            DefaultValueFactory = _ => 2 };
        interval.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.1 and <= 86_400))
            {
                result.AddError("An interval is 0.1 seconds to a day.");
            }
        });
        var json = new Option<bool>("--json") { Description = "One JSON object on a line for each look." };
        var command = new Command("ports", "Shows the ephemeral ports of this machine (Linux): the settings, who holds how many, and who keeps them from others.") { watch, interval, json };
        command.SetAction((result, cancellation) => RunAsync(
            result.GetValue(json), result.GetValue(watch)
                ? TimeSpan.FromSeconds(result.GetValue(interval))
                : null, PortsSurvey.Take, cancellation));
        return command;
    }

    /// <param name="isJson">Whether a program reads it.</param>
    /// <param name="interval">The time between two looks; null for one look.</param>
    /// <param name="look">Looks at the machine.</param>
    /// <param name="cancellation">Ends the looks.</param>
    internal static async Task<int> RunAsync(bool isJson, TimeSpan? interval, Func<PortsReport> look, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("portreuse ports needs Linux: other systems do not show what it tells.");
            return ExitCode.Incomplete;
        }

        var show = isJson ? report => Console.Out.WriteLine(PortsJson.Of(report)) : Shower(clears: interval is not null);
        show(look());
        using var timer = interval is { } period ? new PeriodicTimer(period) : null;
        try
        {
            while (timer is not null && await timer.WaitForNextTickAsync(cancellation))
            {
                show(look());
            }
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        return ExitCode.None;
    }

    private static Action<PortsReport> Shower(bool clears)
    {
        if (Screen.IsTerminal)
        {
            return report =>
            {
                if (clears)
                {
                    AnsiConsole.Clear();
                }

                AnsiConsole.Write(PortsView.Of(report));
            };
        }

        var plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        plain.Profile.Width = Unlimited;
        return report => plain.Write(PortsView.Of(report));
    }
}
