using System.Diagnostics;
using System.Reflection;

namespace PortReuse.Lint.Tests;

/// <summary>A folder of sources to run the command on.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public const string Leak =
        """
        using System.Net;
        using System.Net.Sockets;

        class Leak
        {
            void Connect(IPAddress source, IPEndPoint destination)
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(source, 0));
                socket.Connect(destination);
            }
        }
        """;

    public const string Helper =
        """
        using System.Net;
        using System.Net.Sockets;

        public static class Helper
        {
            public static void BindTo(this Socket socket, IPEndPoint local) => socket.Bind(local);
        }
        """;

    public const string Caller =
        """
        using System.Net;
        using System.Net.Sockets;

        class Caller
        {
            void Connect(IPAddress source, IPEndPoint destination)
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.BindTo(new IPEndPoint(source, 0));
                socket.Connect(destination);
            }
        }
        """;

    private static readonly Assembly Command = Assembly.Load("Lint");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lint-");

    public string Root => _directory.FullName;

    public void Write(string path, string content)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    /// <summary>The command as one calls it, in a process of its own.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Command.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    /// <summary>
    /// The command in this process, where the compiler is compiled by the runtime but once. The console is everybody's: one test at a time.
    /// </summary>
    public static (int ExitCode, string Output, string Error) RunHere(params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var printed = new StringWriter();
        using var complained = new StringWriter();
        Console.SetOut(printed);
        Console.SetError(complained);
        try
        {
            var exitCode = (int)Command.EntryPoint!.Invoke(null, [arguments])!;
            return (exitCode, printed.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
