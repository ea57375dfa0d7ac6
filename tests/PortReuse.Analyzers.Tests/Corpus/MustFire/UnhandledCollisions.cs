// Dialing from the listener's port, with a catch that does nothing for the collision.
#nullable enable
using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Collisions;

public sealed class Node : IDisposable
{
    private const int Port = 6881;
    private readonly Socket _listener = Open();
    private int _failures;

    public Node()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Any, Port));
        _listener.Listen(50);
    }

    private static Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        return socket;
    }

    private static Socket OpenBound()
    {
        var socket = Open();
        socket.Bind(new IPEndPoint(IPAddress.Any, Port));
        return socket;
    }

    public void EmptyCatch(IPEndPoint remote)
    {
        var dialer = OpenBound();
        try
        {
            dialer.Connect(remote); // PORT0003
        }
        catch (SocketException)
        {
        }
    }

    public void EmptyCatchOfAll(IPEndPoint remote)
    {
        var dialer = OpenBound();
        try
        {
            dialer.Connect(remote); // PORT0003
        }
        catch
        {
        }
    }

    public Socket LogAndRethrow(IPEndPoint remote)
    {
        var dialer = OpenBound();
        try
        {
            dialer.Connect(remote); // PORT0003
            return dialer;
        }
        catch (SocketException e)
        {
            Console.Error.WriteLine($"{remote}: {e.Message}");
            throw;
        }
    }

    public async Task<Socket> DisposeAndRethrow(IPEndPoint remote)
    {
        var dialer = OpenBound();
        try
        {
            await dialer.ConnectAsync(remote); // PORT0003
        }
        catch
        {
            dialer.Dispose();
            throw;
        }

        return dialer;
    }

    public Socket FilterForAnotherError(IPEndPoint remote)
    {
        var dialer = OpenBound();
        try
        {
            dialer.Connect(remote); // PORT0003
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            dialer.Dispose();
            dialer = Open();
            dialer.Connect(remote);
        }

        return dialer;
    }

    public Socket FilterForAddressInUse(IPEndPoint remote)
    {
        Socket dialer;
        try
        {
            dialer = OpenBound();
            dialer.Connect(remote); // PORT0003
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.TimedOut)
        {
            dialer = Open();
            dialer.Connect(remote);
        }

        return dialer;
    }

    public Socket CatchOfAnotherType(IPEndPoint remote)
    {
        var dialer = OpenBound();
        try
        {
            dialer.Connect(remote); // PORT0003
            return dialer;
        }
        catch (ObjectDisposedException)
        {
            var other = Open();
            other.Connect(remote);
            return other;
        }
    }

    public async Task<Socket> CatchOfIOException(IPEndPoint remote)
    {
        var dialer = OpenBound();
        try
        {
            await dialer.ConnectAsync(remote); // PORT0003
            return dialer;
        }
        catch (IOException)
        {
            var other = Open();
            await other.ConnectAsync(remote);
            return other;
        }
    }

    public void FinallyOnly(IPEndPoint remote, byte[] greeting)
    {
        var dialer = OpenBound();
        try
        {
            dialer.Connect(remote); // PORT0003
            dialer.Send(greeting);
        }
        finally
        {
            dialer.Dispose();
        }
    }

    public void HandlerAroundTheBindOnly(IPEndPoint remote)
    {
        var dialer = Open();
        try
        {
            dialer.Bind(new IPEndPoint(IPAddress.Any, Port));
        }
        catch (SocketException)
        {
            dialer.Dispose();
            dialer = Open();
        }

        dialer.Connect(remote); // PORT0003
    }

    public void SwitchOnOtherCodes(IPEndPoint remote)
    {
        var dialer = OpenBound();
        try
        {
            dialer.Connect(remote); // PORT0003
        }
        catch (SocketException e)
        {
            switch (e.SocketErrorCode)
            {
                case SocketError.ConnectionRefused:
                case SocketError.HostUnreachable:
                    dialer.Dispose();
                    Open().Connect(remote);
                    break;
                default:
                    throw;
            }
        }
    }

    public void Dispose() => _listener.Dispose();
}
