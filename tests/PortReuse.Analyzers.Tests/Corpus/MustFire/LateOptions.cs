// Options that come after the bind they were meant for.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace LateOptions;

public sealed class Dialers
{
    private const int OptionIP = 0;
    private const int BindAddressNoPort = 24;
    private const int LocalPortRange = 51;

    public void ReuseTooLate(IPEndPoint local, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0005
        socket.Connect(remote);
    }

    public async Task ReuseAfterConstructor(IPEndPoint local, IPEndPoint remote)
    {
        using var client = new TcpClient(local);
        client.NoDelay = true;
        client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, 1); // PORT0005
        await client.ConnectAsync(remote);
    }

    public void NoPortTooLate(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(OptionIP, BindAddressNoPort, BitConverter.GetBytes(1)); // PORT0005
        socket.Connect(remote);
    }

    public void NoPortAfterConstructor(IPAddress source, IPEndPoint remote)
    {
        var client = new TcpClient(new IPEndPoint(source, 0)); // PORT0002
        if (OperatingSystem.IsLinux())
        {
            client.Client.SetRawSocketOption(0, 24, new byte[] { 1, 0, 0, 0 }); // PORT0005
        }

        client.Connect(remote);
    }

    public void RangeTooLate(IPAddress source, IPEndPoint remote, int low, int high)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(OptionIP, LocalPortRange, BitConverter.GetBytes(low | (high << 16))); // PORT0005
        socket.Connect(remote);
    }

    public void ExclusiveTooLate(IPEndPoint local, IPEndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        socket.ExclusiveAddressUse = false; // PORT0005
        socket.Connect(remote);
    }

    public TcpClient ExclusiveAfterInitializer(IPEndPoint local, IPEndPoint remote)
    {
        var client = new TcpClient(local) { LingerState = new LingerOption(true, 0) };
        client.ExclusiveAddressUse = true; // PORT0005
        client.Connect(remote);
        return client;
    }

    public TcpClient ExclusiveInInitializer(IPEndPoint local, IPEndPoint remote)
    {
        var client = new TcpClient(local)
        {
            NoDelay = true,
            ExclusiveAddressUse = false, // PORT0005
        };
        client.Connect(remote);
        return client;
    }

    public void DualModeTooLate(IPEndPoint local, IPEndPoint remote)
    {
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        socket.DualMode = true; // PORT0005
        socket.Connect(remote);
    }

    public async Task DualModeOnOnePath(IPEndPoint? local, IPEndPoint remote, bool dual)
    {
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        if (local != null)
            socket.Bind(local);
        if (dual)
            socket.DualMode = true; // PORT0005
        await socket.ConnectAsync(remote);
    }

    public void ReuseInTry(IPEndPoint local, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(local);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0005
            socket.Connect(remote);
        }
        catch (SocketException)
        {
            socket.Close();
        }
    }
}

public sealed class ConfiguredClient
{
    private readonly IPEndPoint? _local;
    private TcpClient? _client;

    public ConfiguredClient(IPEndPoint? local) => _local = local;

    public bool Reuse { get; set; }

    public async Task ConnectAsync(IPEndPoint remote)
    {
        _client = _local != null ? new TcpClient(_local) : new TcpClient(remote.AddressFamily);
        SetSocketOptions();
        await _client.ConnectAsync(remote);
    }

    private void SetSocketOptions()
    {
        _client!.ReceiveBufferSize = 8192;
        _client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, Reuse); // PORT0005
    }
}

public static class DualModeExtensions
{
    public static int BindToAnonymousPort(this Socket socket, IPAddress address)
    {
        socket.Bind(new IPEndPoint(address, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

public sealed class ArgumentTests
{
    private static void Throws<T>(Action action)
        where T : Exception
    {
        try
        {
            action();
        }
        catch (T)
        {
            return;
        }

        throw new InvalidOperationException("Nothing was thrown.");
    }

    public void ExclusiveAddressUse_Bound_Throws()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Throws<InvalidOperationException>(() => socket.ExclusiveAddressUse = true); // PORT0005
    }

    public void DualMode_Bound_Throws()
    {
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        socket.BindToAnonymousPort(IPAddress.IPv6Loopback);
        Throws<SocketException>(() =>
        {
            socket.DualMode = true; // PORT0005
        });
    }
}
