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
        var sockets = new List<Socket>();
        try
        {
            while (sockets.Count < farTooMany)
            {
                IPEndPoint destination = destinations[sockets.Count % destinations.Count];
                Socket socket = create();
                sockets.Add(socket);
                string call = nameof(Socket.Bind);
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
        finally
        {
            foreach (Socket socket in sockets)
            {
                socket.LingerState = new LingerOption(true, 0); // A reset leaves no port in TIME_WAIT.
                socket.Dispose();
            }
        }
    }

    public override string ToString() => $"{Connections} connections, then {FailedCall} failed: {Error}";
}
