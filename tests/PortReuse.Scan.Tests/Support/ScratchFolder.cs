using System.Reflection;

namespace PortReuse.Scan.Tests.Support;

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

    /// <summary>Written in C# 7.3, for the oldest framework too.</summary>
    public const string Helper =
        """
        using System.Net;
        using System.Net.Sockets;

        namespace Lib
        {
            public static class Helper
            {
                public static void BindTo(this Socket socket, IPEndPoint local) => socket.Bind(local);
            }
        }

        """;

    public const string Caller =
        """
        using System.Net;
        using System.Net.Sockets;
        using Lib;

        class Caller
        {
            void Connect(IPAddress source, IPEndPoint destination)
            {
                using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
                {
                    socket.BindTo(new IPEndPoint(source, 0));
                    socket.Connect(destination);
                }
            }
        }

        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("scan-");

    public string Root => _directory.FullName;

    /// <summary>The elements of a project file that references another one.</summary>
    public static string ProjectWithReference(string path) => $"""<Project><ItemGroup><ProjectReference Include="{path}" /></ItemGroup></Project>""";

    public string PathOf(string path) => Path.Combine(Root, path);

    public string Write(string path, string content)
    {
        var file = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }

    public string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>
    /// The command in this process, where the compiler is compiled by the runtime but once. The console is everybody's: one test at a time.
    /// </summary>
    public static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var printed = new StringWriter();
        using var complained = new StringWriter();
        Console.SetOut(printed);
        Console.SetError(complained);
        try
        {
            var exitCode = (int)typeof(UsageException).Assembly.EntryPoint!.Invoke(null, [arguments])!;
            return (exitCode, printed.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <summary>The same on this folder's sources as they are.</summary>
    public (int ExitCode, string Output, string Error) RunOnSources(params string[] options) => Run([Root, "--sources", "--plain", .. options]);

    public void Dispose() => _directory.Delete(recursive: true);
}
