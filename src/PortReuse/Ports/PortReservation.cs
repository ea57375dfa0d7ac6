using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;
using PortReuse.Diagnosis;

namespace PortReuse;

/// <summary>
/// A port that the system gives to no other socket, for a server that is told its number. <see cref="EphemeralPorts.Reserve"/> makes one.
/// </summary>
/// <remarks>
/// <para>
/// From its creation until it is disposed, or the process ends: no bind to port 0 and no connect of any program on this machine is given
/// the port, on any address of either family. There is no other limit of time, and none that depends on whether the object is still
/// referred to.
/// </para>
/// <para>
/// On Linux the server binds the port meanwhile, in this process or another one, of whichever user: on an address, on the wildcard address
/// of a family, or in dual mode. It takes <c>SO_REUSEADDR</c> or <c>SO_REUSEPORT</c> on its socket, set before the bind. .NET sets the
/// former in each bind of a TCP socket, so that Kestrel, <see cref="TcpListener"/> and a plain <see cref="Socket"/> need nothing; most
/// other servers set it too. Once the server listens the port is its own, and the reservation may be disposed at any time. Until then a
/// connect to the port is refused.
/// </para>
/// <para>
/// What asks for the very number is not kept off: a server is what does. Where <c>net.ipv4.ip_autobind_reuse</c> is set, which it is not by
/// default, a bind to port 0 with <c>SO_REUSEADDR</c> alone may be given the port once no other is left. A network namespace of its own, as
/// a container has, is another machine.
/// </para>
/// <para>
/// Elsewhere a socket that is bound keeps every other one off: <see cref="IsBindable"/> is false, and the reservation must be disposed
/// right before the server binds. From then on the port is anybody's.
/// </para>
/// <para>It may be used from any thread. Source: <c>socket(7)</c>; measured on Linux, read for the other systems.</para>
/// </remarks>
public sealed class PortReservation : IDisposable
{
    // Who keeps the number and not the object has the port reserved all the same: a port that was let go when the collector came by would
    // be taken now and then, and nobody would know why.
    private static readonly ConcurrentDictionary<PortReservation, bool> Undisposed = new();

    private readonly IPAddress _address;
    private readonly Socket _holder;

    private PortReservation(IPAddress address, Socket holder)
    {
        _address = address;
        _holder = holder;
        Port = ((IPEndPoint)holder.LocalEndPoint!).Port;
        Undisposed[this] = true;
    }

    /// <summary>The port, from 1 to 65535.</summary>
    public int Port { get; }

    /// <summary>The address that was asked for, and the port: where the server is to listen. A new object each time.</summary>
    public IPEndPoint EndPoint => new(_address, Port);

    /// <summary>Whether a server can bind the port before this is disposed. True on Linux, false elsewhere.</summary>
    public bool IsBindable { get; } = OperatingSystem.IsLinux();

    /// <summary>Gives the port back: to the server that has bound it, or to anybody. Does nothing the second time.</summary>
    public void Dispose()
    {
        Undisposed.TryRemove(this, out _);
        _holder.Dispose();
    }

    internal static PortReservation Make(IPAddress address)
    {
        // On every address of both families: the server may bind another one than it was asked for here, and finds nobody there either.
        var isDual = Socket.OSSupportsIPv6;
        var holder = new Socket(isDual ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (isDual)
            {
                holder.DualMode = true;
            }

            // On Linux a socket that is bound and does not listen leaves the port to one that names it and shares its option; a bind to
            // port 0 passes it over whatever the options. .NET's name for it sets both of them.
            if (OperatingSystem.IsLinux())
            {
                holder.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }
            else
            {
                holder.ExclusiveAddressUse = true;
            }

            BindToAnyPort(holder);
            return new PortReservation(address, holder);
        }
        catch
        {
            holder.Dispose();
            throw;
        }
    }

    private static void BindToAnyPort(Socket holder)
    {
        var any = new IPEndPoint(Wildcard.Of(holder.AddressFamily), 0);
        try
        {
            holder.Bind(any);
        }
        catch (SocketException e)
        {
            throw PortErrors.ExplainBind(e, any, holder, SocketOwner.Listener);
        }
    }
}
