using System.Net;
using System.Net.Sockets;

namespace PortReuse;

/// <summary>Makes the socket of one attempt: a new one, with its options set and bound to its source, in the order that has an effect.</summary>
internal readonly struct SocketOpener(Action<Socket>? configure)
{
    /// <summary>A socket of the caller's. Where it throws, none is left behind.</summary>
    public Socket Open(IPEndPoint source, bool explain = true)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (configure is not null)
                Configure(socket);

            if (IsBound(source))
            {
                if (source.Port == 0)
                    DeferredPort.TrySet(socket);
                socket.Bind(source);
            }

            PortMeter.Attempt(source.AddressFamily);
            return socket;
        }
        catch (SocketException e) when (explain && PortErrors.IsAboutPorts(e.SocketErrorCode))
        {
            using (socket)
                throw PortErrors.ExplainBind(e, source, socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether a socket of this source is bound. The wildcard address with port 0 asks for nothing, and a bind could only cost a port.</summary>
    public static bool IsBound(IPEndPoint source) => source.Port != 0 || !Wildcard.Is(source.Address);

    private void Configure(Socket socket)
    {
        configure!(socket);
        if (socket.IsBound || socket.Connected)
        {
            throw new InvalidOperationException(
                $"{nameof(OutboundConnectorOptions.ConfigureSocket)} must leave the socket unbound: its source is bound afterwards.");
        }
    }
}
