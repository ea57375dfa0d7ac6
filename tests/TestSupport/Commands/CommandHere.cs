using System.Reflection;

namespace PortReuse.TestSupport.Commands;

/// <summary>
/// A command in the process of the tests, where the compiler is compiled by the runtime but once. The console is everybody's: one test at a
/// time.
/// </summary>
internal static class CommandHere
{
    public static (int ExitCode, string Output, string Error) Run(Assembly command, params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var printed = new StringWriter();
        using var complained = new StringWriter();
        Console.SetOut(printed);
        Console.SetError(complained);
        try
        {
            var exitCode = (int)command.EntryPoint!.Invoke(null, [arguments])!;
            return (exitCode, printed.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
