using System.Net;
using System.Net.Sockets;

namespace PortReuse.Tests.Support;

/// <summary>How many connections there were, and what stopped the next one.</summary>
internal sealed record Exhaustion(int Connections, string FailedCall, SocketError Error)
{
    /// <summary>Connects to the destinations in turn, and keeps every connection, until a call fails.</summary>
    public static Exhaustion Reach(IReadOnlyList<IPEndPoint> destinations, Func<Socket> create, Action<Socket> bind)
    {
        const int farTooMany = 1000;
        using var sockets = new SocketList();
        while (sockets.Count < farTooMany)
        {
            IPEndPoint destination = destinations[sockets.Count % destinations.Count];
            Socket socket = sockets.Add(create());
            var call = nameof(Socket.Bind);
            try
            {
                bind(socket);
                call = nameof(Socket.Connect);
                socket.Connect(destination);
            }
            catch (SocketException e)
            {
                return new Exhaustion(sockets.Count - 1, call, e.SocketErrorCode);
            }
        }

        throw new InvalidOperationException($"{farTooMany} connections, and no end of the ports.");
    }

    public override string ToString() => $"{Connections} connections, then {FailedCall} failed: {Error}";
}
