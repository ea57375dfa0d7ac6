namespace PortReuse.TestSupport.Commands;

/// <summary>A folder of sources to run a command on.</summary>
/// <param name="name">What the folder's name begins with.</param>
internal sealed class ScratchFolder(string name) : IDisposable
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

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory($"{name}-");

    public string Root => _directory.FullName;

    public string PathOf(string path) => Path.Combine(Root, path);

    public string Write(string path, string content)
    {
        var file = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }

    public string Read(string path) => File.ReadAllText(PathOf(path));

    public void Dispose() => _directory.Delete(recursive: true);
}
