using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;
using PortReuse.Diagnosis;
using PortReuse.Metering;

namespace PortReuse.Connecting;

/// <summary>
/// Makes the socket of one attempt: a new one, with its options set and bound to its source, in the order that has an effect.
/// </summary>
/// <param name="configure">Sets the user's options, before any other; null for none.</param>
/// <param name="search">Where the kernel is told to look for a port; null for what is best on it.</param>
internal readonly struct SocketOpener(Action<Socket>? configure, PortSearch? search = null)
{
    private PortSearch Search => search ?? KernelPortSearch.Best;

    /// <summary>In how many windows a port is looked for before it is in the whole range.</summary>
    public int WindowsFor(IPEndPoint source) => source.Port == 0 && Search == PortSearch.Windows ? PortWindow.Most : 0;

    /// <inheritdoc cref="Open(IPEndPoint, bool, bool, out bool)"/>
    public Socket Open(IPEndPoint source, bool explain = true) => Open(source, explain, inWindow: false, out _);

    /// <summary>A socket of the caller's. Where it throws, none is left behind.</summary>
    /// <param name="source">What the socket is bound to, unless it asks for nothing.</param>
    /// <param name="explain">Whether a failure is explained.</param>
    /// <param name="inWindow">Whether its port is to be looked for in a window.</param>
    /// <param name="isInWindow">Whether it is: not where the user has set a range, nor where the kernel refuses it.</param>
    public Socket Open(IPEndPoint source, bool explain, bool inWindow, out bool isInWindow)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (configure is not null)
            {
                Configure(socket);
            }

            var isBound = IsBound(source);
            var isDeferralRefused = source.Port == 0 && isBound && !DeferredPort.TrySet(socket);
            isInWindow = source.Port == 0 && !isDeferralRefused && ShortenSearch(socket, inWindow);
            if (isBound)
            {
                socket.Bind(source);
            }

            PortMeter.Attempt(source.AddressFamily, isDeferralRefused);
            return socket;
        }
        catch (SocketException e) when (explain && PortErrors.IsAboutPorts(e.SocketErrorCode))
        {
            using (socket)
            {
                throw PortErrors.ExplainBind(e, source, socket, SocketOwner.Connector);
            }
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether a socket of this source is bound. The wildcard address with port 0 asks for nothing, and a bind could only cost a port.
    /// </summary>
    public static bool IsBound(IPEndPoint source) => source.Port != 0 || !Wildcard.Is(source.Address);

    /// <summary>
    /// Sets a range on the socket. A range that the user has set is left alone; only where there may be one, it is asked for, which costs a
    /// call.
    /// </summary>
    /// <returns>True when it is a window.</returns>
    private bool ShortenSearch(Socket socket, bool inWindow)
    {
        if (!OperatingSystem.IsLinux() || Search == PortSearch.AsTheSystem || (configure is not null && LocalPortRangeOption.IsSet(socket)))
        {
            return false;
        }

        if (Search == PortSearch.WholeRange)
        {
            LocalPortRangeOption.TrySet(socket, LocalPortRangeOption.Whole);
        }

        return inWindow && PortWindow.Choose() is { } window &&
            LocalPortRangeOption.TrySet(socket, new PortBounds(window.Low, window.High));
    }

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
