using System.Net;
using System.Net.Sockets;

namespace PortReuse.Tests.Sockets;

/// <summary>A socket that a method cannot serve: a clear exception, the argument named, and the socket as it was.</summary>
public class BadSocketTests
{
    private const string Null = "null";
    private const string Disposed = "disposed";
    private const string Udp = "UDP";
    private const string Unix = "Unix domain";
    private const string Bound = "bound";
    private const string BoundAddressOnly = "bound to port 0 with the option set";
    private const string BoundByHandle = "bound through its handle";
    private const string FromBoundHandle = "made from a bound handle";
    private const string Listening = "listening, never bound";
    private const string Connected = "connected";

    private const string TrySetBindAddressNoPort = nameof(SocketExtensions.TrySetBindAddressNoPort);
    private const string BindForConnect = nameof(SocketExtensions.BindForConnect);
    private const string BindForConnectToPort = BindForConnect + " to a port";
    private const string BindForConnectToWildcard = BindForConnect + " to the wildcard address";
    private const string SetReusePort = nameof(SocketExtensions.SetReusePort);
    private const string SetReuseAddress = nameof(SocketExtensions.SetReuseAddress);
    private const string TrySetLocalPortRange = nameof(SocketExtensions.TrySetLocalPortRange);
    private const string GetLocalEndPoint = nameof(SocketExtensions.GetLocalEndPoint);

    public static TheoryData<string, string, Type> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, Type>();
            string[] methods =
            [
                TrySetBindAddressNoPort, BindForConnect, BindForConnectToPort, BindForConnectToWildcard,
                SetReusePort, SetReuseAddress, TrySetLocalPortRange,
            ];
            foreach (var method in methods)
            {
                cases.Add(method, Null, typeof(ArgumentNullException));
                cases.Add(method, Disposed, typeof(ObjectDisposedException));
                if (method is not (SetReusePort or SetReuseAddress or TrySetLocalPortRange))
                {
                    cases.Add(method, Udp, typeof(ArgumentException));
                }

                cases.Add(method, Unix, typeof(ArgumentException));
                cases.Add(method, Bound, typeof(InvalidOperationException));
                cases.Add(method, BoundAddressOnly, typeof(InvalidOperationException));
                cases.Add(method, FromBoundHandle, typeof(InvalidOperationException));
                cases.Add(method, Listening, typeof(InvalidOperationException));
                cases.Add(method, Connected, typeof(InvalidOperationException));
                if (method != BindForConnectToWildcard)
                {
                    cases.Add(method, BoundByHandle, typeof(InvalidOperationException));
                }
            }

            cases.Add(GetLocalEndPoint, Null, typeof(ArgumentNullException));
            cases.Add(GetLocalEndPoint, Disposed, typeof(ObjectDisposedException));
            cases.Add(GetLocalEndPoint, Unix, typeof(ArgumentException));
            return cases;
        }
    }

    [LinuxTheory]
    [MemberData(nameof(Cases))]
    public void It_is_refused(string method, string socketIs, Type expected)
    {
        var before = OpenSockets.Count();
        using (var case_ = new Case(socketIs))
        {
            var name = case_.Name();

            Exception e = Assert.Throws(expected, () => Call(method, case_.Socket!));

            if (e is ArgumentException argument)
            {
                Assert.Equal("socket", argument.ParamName);
            }

            if (e is ObjectDisposedException disposed)
            {
                Assert.Equal(typeof(Socket).FullName, disposed.ObjectName);
            }

            if (e is InvalidOperationException and not ObjectDisposedException)
            {
                Assert.Contains("before Bind", e.Message, StringComparison.Ordinal);
            }

            Assert.Equal(name, case_.Name());
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    private static void Call(string method, Socket socket)
    {
        switch (method)
        {
            case TrySetBindAddressNoPort:
                socket.TrySetBindAddressNoPort();
                break;
            case BindForConnect:
                socket.BindForConnect(new IPEndPoint(IPAddress.Loopback, 0));
                break;
            case BindForConnectToPort:
                socket.BindForConnect(new IPEndPoint(IPAddress.Loopback, 1024));
                break;
            case BindForConnectToWildcard:
                socket.BindForConnect(new IPEndPoint(IPAddress.Any, 0));
                break;
            case SetReusePort:
                socket.SetReusePort(true);
                break;
            case SetReuseAddress:
                socket.SetReuseAddress(true);
                break;
            case TrySetLocalPortRange:
                socket.TrySetLocalPortRange(0, 0);
                break;
            case GetLocalEndPoint:
                socket.GetLocalEndPoint();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(method), method, "No such method.");
        }
    }

    private sealed class Case : IDisposable
    {
        private readonly Stack<IDisposable> _opened = new();

        public Case(string socketIs) => Socket = socketIs == Null ? null : Create(socketIs);

        public Socket? Socket { get; }

        /// <summary>The socket's name as the system has it, or null where there is none to ask for.</summary>
        public string? Name()
        {
            if (Socket is null || Socket.SafeHandle.IsClosed || Socket.AddressFamily != AddressFamily.InterNetwork)
            {
                return null;
            }

            using var second = new Socket(new SafeSocketHandle(Socket.Handle, ownsHandle: false));
            return second.LocalEndPoint?.ToString();
        }

        public void Dispose()
        {
            while (_opened.TryPop(out IDisposable? opened))
            {
                opened.Dispose();
            }
        }

        private Socket Create(string socketIs)
        {
            var anyPort = new IPEndPoint(IPAddress.Loopback, 0);
            Socket socket = Open(socketIs switch
            {
                Udp => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp),
                Unix => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
                _ => NewSocket.IPv4(),
            });

            switch (socketIs)
            {
                case Disposed:
                    socket.Dispose();
                    break;
                case Bound:
                    socket.Bind(anyPort);
                    break;
                case BoundAddressOnly:
                    RawOption.Set(socket, RawOption.IpLevel, RawOption.BindAddressNoPort);
                    socket.Bind(anyPort);
                    break;
                case BoundByHandle:
                    using (var other = new Socket(new SafeSocketHandle(socket.Handle, ownsHandle: false)))
                    {
                        other.Bind(anyPort);
                    }

                    Assert.False(socket.IsBound);
                    break;
                case FromBoundHandle:
                    socket.Bind(anyPort);
                    return Open(new Socket(new SafeSocketHandle(socket.Handle, ownsHandle: false)));
                case Listening:
                    socket.Listen();
                    break;
                case Connected:
                    var destination = Open(new Destinations([anyPort]));
                    socket.Connect(destination.EndPoints[0]);
                    break;
            }

            return socket;
        }

        private T Open<T>(T opened) where T : IDisposable
        {
            _opened.Push(opened);
            return opened;
        }
    }
}
