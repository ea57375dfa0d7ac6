using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.CollisionsCaught;

public enum DialOutcome
{
    Dialed,
    Accepted,
    Refused,
    FreshPort,
}

/// <summary>Listens and dials on one port, both with the port shared.</summary>
public sealed class Peer
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Action<string> _log;

    public Peer(int port, Action<string> log)
    {
        _log = log;
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: its dialers are below
        _listener.Bind(new IPEndPoint(IPAddress.Any, port));
        _listener.Listen(100);
    }

    private Socket CreateDialer()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(_listener.LocalEndPoint!); // silent: both share the port
        return socket;
    }

    private static Socket DialFresh(IPEndPoint remote)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(remote); // silent: an unbound socket
        return socket;
    }

    public Socket ByFilter(IPEndPoint remote)
    {
        var socket = CreateDialer();
        try
        {
            socket.Connect(remote); // silent: a filter on AddressNotAvailable
            return socket;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            socket.Dispose();
            return _listener.Accept();
        }
    }

    public Socket ByEither(IPEndPoint remote)
    {
        var socket = CreateDialer();
        try
        {
            socket.Connect(remote); // silent: "is A or B" in the filter
            return socket;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse)
        {
            socket.Dispose();
            return DialFresh(remote);
        }
    }

    public Socket ByNegatedFilter(IPEndPoint remote)
    {
        var socket = CreateDialer();
        try
        {
            socket.Connect(remote); // silent: the second handler takes what the first one's filter leaves
            return socket;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            socket.Dispose();
            throw;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return DialFresh(remote);
        }
    }

    public DialOutcome BySwitch(IPEndPoint remote, out Socket socket)
    {
        socket = CreateDialer();
        try
        {
            socket.Connect(remote); // silent: a switch statement on the code
            return DialOutcome.Dialed;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            switch (e.SocketErrorCode)
            {
                case SocketError.AddressNotAvailable:
                    socket = _listener.Accept();
                    return DialOutcome.Accepted;
                case SocketError.ConnectionRefused:
                    return DialOutcome.Refused;
                default:
                    throw;
            }
        }
    }

    public DialOutcome BySwitchExpression(IPEndPoint remote)
    {
        using var socket = CreateDialer();
        try
        {
            socket.Connect(remote); // silent: a switch expression on the code
            return DialOutcome.Dialed;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.AddressNotAvailable => DialOutcome.Accepted,
                _ => DialOutcome.Refused,
            };
        }
    }

    public Socket ByIfInHandler(IPEndPoint remote)
    {
        var socket = CreateDialer();
        try
        {
            socket.Connect(remote); // silent: an if in the handler
        }
        catch (SocketException e)
        {
            socket.Dispose();
            if (e.SocketErrorCode != SocketError.AddressNotAvailable)
                throw;
            socket = DialFresh(remote);
        }

        return socket;
    }

    public Socket ByNestedTry(IPEndPoint remote)
    {
        try
        {
            var socket = CreateDialer();
            try
            {
                socket.Connect(remote); // silent: the outer try handles it
                return socket;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return _listener.Accept();
        }
    }

    public Socket ByInnerOther(IPEndPoint remote)
    {
        var socket = CreateDialer();
        try
        {
            try
            {
                socket.Connect(remote); // silent: the inner handler lets it pass
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut)
            {
                _log("timed out");
                throw;
            }
        }
        catch (SocketException)
        {
            socket.Dispose();
            socket = DialFresh(remote);
        }

        return socket;
    }

    public Socket ByException(IPEndPoint remote)
    {
        var socket = CreateDialer();
        try
        {
            socket.Connect(remote); // silent: a handler of Exception with a fresh socket
        }
        catch (Exception e)
        {
            _log(e.Message);
            socket.Dispose();
            socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(remote); // silent: the fresh socket is not bound
        }

        return socket;
    }

    public DialOutcome ByExceptionPattern(IPEndPoint remote)
    {
        using var socket = CreateDialer();
        try
        {
            socket.Connect(remote); // silent: a property pattern in the filter
            return DialOutcome.Dialed;
        }
        catch (Exception e) when (e is SocketException { SocketErrorCode: SocketError.AddressNotAvailable })
        {
            return DialOutcome.Accepted;
        }
    }

    public DialOutcome ByNativeError(IPEndPoint remote)
    {
        using var socket = CreateDialer();
        try
        {
            socket.Connect(remote); // silent: a base class of SocketException
            return DialOutcome.Dialed;
        }
        catch (Win32Exception e) when (e.NativeErrorCode is 99 or 10049)
        {
            return DialOutcome.Accepted;
        }
    }

    public DialOutcome ByHelper(IPEndPoint remote)
    {
        using var socket = CreateDialer();
        try
        {
            socket.Connect(remote); // silent: a method decides in the filter
            return DialOutcome.Dialed;
        }
        catch (SocketException e) when (IsCollision(e))
        {
            return DialOutcome.Accepted;
        }
    }

    private static bool IsCollision(SocketException e) => e.SocketErrorCode == SocketError.AddressNotAvailable;

    public Socket ByFlag(IPEndPoint remote)
    {
        var collided = false;
        var socket = CreateDialer();
        try
        {
            socket.Connect(remote); // silent: a flag, and the accepted connection after the try
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            collided = true;
        }

        if (!collided)
            return socket;
        socket.Dispose();
        return _listener.Accept();
    }

    public Socket ByCandidates(IEnumerable<IPEndPoint> candidates)
    {
        foreach (var candidate in candidates)
        {
            var socket = CreateDialer();
            try
            {
                socket.Connect(candidate); // silent: a fresh socket for the next candidate
                return socket;
            }
            catch (SocketException e)
            {
                _log($"{candidate}: {e.SocketErrorCode}");
                socket.Dispose();
            }
        }

        return DialFresh(new IPEndPoint(IPAddress.Loopback, 443));
    }
}
