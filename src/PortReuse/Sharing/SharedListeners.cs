using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;
using PortReuse.Diagnosis;

namespace PortReuse.Sharing;

/// <summary>Opens the listeners of one shared port.</summary>
internal static class SharedListeners
{
    // The port that the system chose for the first local endpoint may be taken at another one.
    private const int MostPorts = 32;

    /// <summary>Listens on each of the endpoints, all with one port. Nothing is left open where one of them fails.</summary>
    /// <exception cref="PortException">An endpoint could not be bound to, or something listens there.</exception>
    public static List<Socket> Open(IReadOnlyList<IPEndPoint> locals, SharedPortOptions options)
    {
        for (var tried = 1; ; tried++)
        {
            var listeners = new List<Socket>(locals.Count);
            try
            {
                var port = locals[0].Port;
                foreach (var local in locals)
                {
                    var overlaps = listeners.Exists(listener => Overlap((IPEndPoint)listener.LocalEndPoint!, local));
                    var listener = Open(new IPEndPoint(local.Address, port), overlaps, options);
                    listeners.Add(listener);
                    port = ((IPEndPoint)listener.LocalEndPoint!).Port;
                }

                return listeners;
            }
            catch (Exception e)
            {
                var anotherPort = listeners.Count > 0 && locals[0].Port == 0 && tried < MostPorts &&
                    e is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };
                listeners.ForEach(listener => listener.Dispose());
                if (!anotherPort)
                {
                    throw;
                }
            }
        }
    }

    private static Socket Open(IPEndPoint local, bool overlapsAnother, SharedPortOptions options)
    {
        // On Linux the option takes effect later too. Set at last, it lets the dialers in and keeps every listener out that was there
        // before: sockets that all have the option share the connections of a port, and half of them would be lost to the other one.
        var shareAtLast = OperatingSystem.IsLinux() && !overlapsAnother;

        var socket = options.Network.Call(
            local.AddressFamily, static family => new Socket(family, SocketType.Stream, ProtocolType.Tcp)); // IPv6 alone, where it is IPv6.
        try
        {
            if (!shareAtLast)
            {
                Share(socket);
            }

            options.ConfigureSocket?.Invoke(socket);
            try
            {
                socket.Bind(local);
                socket.Listen(options.Backlog);
            }
            catch (SocketException e)
            {
                throw options.Network.Call((e, local, socket),
                    static failed => PortErrors.ExplainBind(failed.e, failed.local, failed.socket, SocketOwner.Listener));
            }

            if (shareAtLast)
            {
                Share(socket);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Lets the socket share its port with others that do.</summary>
    public static void Share(Socket socket) => socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);

    private static bool Overlap(IPEndPoint first, IPEndPoint second) =>
        first.AddressFamily == second.AddressFamily &&
        (Wildcard.Is(first.Address) || Wildcard.Is(second.Address));
}
