using System.Diagnostics;

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

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lint-");

    public string Root => _directory.FullName;

    public void Write(string path, string content)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Lint.dll"), .. arguments])
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

    public void Dispose() => _directory.Delete(recursive: true);
}
