// A wrapper that one of two constructors makes: whichever it is, what is done to it is done to its socket.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace WrappersInTwoWays;

public sealed class Wire : IDisposable
{
    private readonly Socket _socket;

    public Wire(AddressFamily family) => _socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);

    public Wire() => _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

    public bool DualMode
    {
        get => _socket.DualMode;
        set => _socket.DualMode = value;
    }

    public Socket Socket => _socket;

    public void Bind(EndPoint local)
    {
        ArgumentNullException.ThrowIfNull(local);
        _socket.Bind(local);
    }

    public Task ConnectAsync(EndPoint remote, CancellationToken cancellation) => _socket.ConnectAsync(remote, cancellation).AsTask();

    public void Dispose() => _socket.Dispose();
}

public sealed class Settings
{
    public AddressFamily Family { get; set; }

    public EndPoint? Local { get; set; }

    public EndPoint Remote { get; set; } = new IPEndPoint(IPAddress.Loopback, 1883);

    public bool? DualMode { get; set; }
}

public sealed class Broker(Settings settings)
{
    public async Task ConnectAsync(CancellationToken cancellation)
    {
        Wire? wire = null;
        try
        {
            if (settings.Family == AddressFamily.Unspecified)
            {
                wire = new Wire();
            }
            else
            {
                wire = new Wire(settings.Family);
            }

            if (settings.Local != null)
            {
                wire.Bind(settings.Local);
            }

            if (settings.DualMode != null)
            {
                wire.DualMode = settings.DualMode.Value; // PORT0005
            }

            await wire.ConnectAsync(settings.Remote, cancellation);
        }
        catch
        {
            wire?.Dispose();
            throw;
        }
    }

    public async Task ConnectFrom(IPAddress source, CancellationToken cancellation)
    {
        var wire = settings.Family == AddressFamily.Unspecified ? new Wire() : new Wire(settings.Family);
        wire.Bind(new IPEndPoint(source, 0)); // PORT0002
        await wire.ConnectAsync(settings.Remote, cancellation);
    }

    public void ConnectBySocket(IPAddress source)
    {
        var wire = settings.Family == AddressFamily.Unspecified ? new Wire() : new Wire(settings.Family);
        wire.Socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        wire.Socket.Connect(settings.Remote);
    }
}
