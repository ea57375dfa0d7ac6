using System.Net;
using System.Net.Sockets;

namespace PortReuse.Benchmarks;

/// <summary>A server that is told its port, in a process of its own. It serves nothing, and ends with its input.</summary>
internal static class PortServer
{
    public const string Child = "--serve";

    public static void Serve(IPEndPoint local)
    {
        using var listener = new TcpListener(local);
        listener.Start();
        Console.WriteLine("listening");
        Console.In.ReadToEnd();
    }
}
