using Spectre.Console;

namespace PortReuse.Scan.Reporting;

/// <summary>Where things are shown: tables and a progress bar on a terminal, plain lines everywhere else.</summary>
internal static class Screen
{
    /// <summary>The user's wish for plain text (no-color.org).</summary>
    private static readonly bool IsPlain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };

    public static bool IsTerminal => !IsPlain && !Console.IsOutputRedirected;

    public static IReporter Reporter(bool isPlain) =>
        isPlain || !IsTerminal ? new PlainReport(Console.Out) : new TerminalReport(AnsiConsole.Console);

    /// <summary>Does something that takes long, with a bar for as long as it lasts. The bar is no output: it is where errors are.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="steps">How many steps it has; null where that is not known.</param>
    /// <param name="work">It reports each step.</param>
    public static async Task<T> WithProgressAsync<T>(string title, int? steps, Func<IProgress<string>, Task<T>> work)
    {
        if (IsPlain || Console.IsErrorRedirected)
        {
            return await work(new Steps(_ => { }));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(title, maxValue: steps ?? 1);
                bar.IsIndeterminate = steps is null;
                return await work(new Steps(step =>
                {
                    bar.Description = Markup.Escape($"{title}: {step}");
                    if (steps is not null)
                    {
                        bar.Increment(1);
                    }
                }));
            });
    }

    /// <summary>At once, and in order.</summary>
    private sealed class Steps(Action<string> report) : IProgress<string>
    {
        public void Report(string value) => report(value);
    }
}
