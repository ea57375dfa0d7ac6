// An FTP client: data connections leave from the address of the control connection.
#nullable enable
using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Ftp;

public sealed class FtpControl
{
    private readonly Socket _control;
    private Socket? _data;

    public FtpControl(Socket control) => _control = control;

    private IPAddress LocalAddress => ((IPEndPoint)_control.LocalEndPoint!).Address;

    private Socket CreateData() => new(_control.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

    public void OpenData(bool passive, IPEndPoint server)
    {
        _data = CreateData();
        var local = new IPEndPoint(LocalAddress, 0);
        if (passive)
            _data.Bind(local); // PORT0002
        Console.WriteLine($"data connection, passive: {passive}");
        if (passive)
            _data.Connect(server);
    }

    public void BeginOpenData(bool passive, IPEndPoint server, AsyncCallback done)
    {
        var socket = CreateData();
        try
        {
            if (passive)
            {
                socket.Bind(new IPEndPoint(LocalAddress, 0)); // PORT0002
                socket.BeginConnect(server, done, socket);
                return;
            }

            socket.Bind(new IPEndPoint(LocalAddress, 0));
            socket.Listen(1);
            _data = socket;
        }
        catch (SocketException)
        {
            socket.Close();
            throw;
        }
    }

    public async Task<Stream> OpenPassive(string reply)
    {
        var server = ParsePassiveReply(reply);
        _data?.Dispose();
        _data = CreateData();
        _data.ExclusiveAddressUse = false;
        _data.SendTimeout = _control.SendTimeout;
        _data.Bind(new IPEndPoint(LocalAddress, 0)); // PORT0001
        await _data.ConnectAsync(server);
        return new NetworkStream(_data, ownsSocket: true);
    }

    public TcpClient OpenPassiveClient(string reply)
    {
        var server = ParsePassiveReply(reply);
        var client = new TcpClient(new IPEndPoint(LocalAddress, port: 0)); // PORT0002
        try
        {
            client.Connect(server.Address, server.Port);
        }
        catch (SocketException e)
        {
            client.Close();
            throw new IOException($"No data connection to {server}.", e);
        }

        return client;
    }

    private static IPEndPoint ParsePassiveReply(string reply)
    {
        var open = reply.IndexOf('(', StringComparison.Ordinal) + 1;
        var parts = reply[open..reply.IndexOf(')', open)].Split(',');
        var address = IPAddress.Parse(string.Join('.', parts, 0, 4));
        return new IPEndPoint(address, (int.Parse(parts[4]) << 8) | int.Parse(parts[5]));
    }
}

public sealed class ActiveModeServer
{
    // The server of an active transfer dials from port 20 when it may, from any other when not.
    private const int DataPort = 20;

    public Socket OpenFromDataPort(IPAddress local, IPEndPoint client, bool privileged)
    {
        var port = privileged ? DataPort : 0;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        if (port == DataPort)
            socket.Bind(new IPEndPoint(local, port));
        else
            socket.Bind(new IPEndPoint(local, 0)); // PORT0001
        socket.Connect(client);
        return socket;
    }
}
