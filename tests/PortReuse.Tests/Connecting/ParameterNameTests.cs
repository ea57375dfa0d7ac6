using System.Linq.Expressions;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.CompilerServices;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Connecting;

/// <summary>The parameter that an exception names is one of the public method that was called.</summary>
public sealed class ParameterNameTests : IDisposable
{
    private static readonly SocketList Made = new();
    private static readonly OutboundConnector FromIPv4 = new(IPAddress.Loopback);
    private static readonly IPAddress Multicast = IPAddress.Parse("224.0.0.1");
    private static readonly IPEndPoint ToIPv6 = new(IPAddress.IPv6Loopback, 80), NoPort = new(IPAddress.Loopback, 0);
    private static readonly DnsEndPoint NameOfIPv6 = new("localhost", 80, AddressFamily.InterNetworkV6);
    private static readonly EndPoint OfNoIP = new UnixDomainSocketEndPoint("/nowhere");

    // Each is called with what it must refuse.
    private static readonly Expression<Action>[] Calls =
    [
        () => new OutboundConnector((IPAddress)null!),
        () => new OutboundConnector(Multicast),
        () => new OutboundConnector((IPEndPoint[])null!),
        () => new OutboundConnector(Array.Empty<IPEndPoint>()),
        () => new OutboundConnector(new IPEndPoint(Multicast, 0), NoPort),
        () => new OutboundConnector((OutboundConnectorOptions)null!),
        () => new OutboundConnector(new OutboundConnectorOptions()),
        () => new OutboundConnector(new OutboundConnectorOptions { Sources = { null! } }),
        () => new OutboundConnector(new OutboundConnectorOptions { Sources = { NoPort }, ConnectTimeout = TimeSpan.Zero }),
        () => new OutboundConnector(new OutboundConnectorOptions { Sources = { NoPort }, AttemptDelay = TimeSpan.FromDays(365) }),
        () => FromIPv4.Connect(null!),
        () => FromIPv4.Connect(NoPort),
        () => FromIPv4.Connect(ToIPv6),
        () => FromIPv4.Connect(NameOfIPv6),
        () => FromIPv4.Connect(OfNoIP),
        () => FromIPv4.Connect(null!, 80),
        () => FromIPv4.Connect("", 80),
        () => FromIPv4.Connect("::1", 80),
        () => FromIPv4.Connect("localhost", 0),
        () => FromIPv4.ConnectAsync(null!, CancellationToken.None),
        () => FromIPv4.ConnectAsync(NoPort, CancellationToken.None),
        () => FromIPv4.ConnectAsync(ToIPv6, CancellationToken.None),
        () => FromIPv4.ConnectAsync(NameOfIPv6, CancellationToken.None),
        () => FromIPv4.ConnectAsync(OfNoIP, CancellationToken.None),
        () => FromIPv4.ConnectAsync(null!, 80, CancellationToken.None),
        () => FromIPv4.ConnectAsync("::1", 80, CancellationToken.None),
        () => FromIPv4.ConnectAsync("localhost", 65536, CancellationToken.None),
        () => FromIPv4.ConnectCallback(null!, CancellationToken.None),
        () => ((SocketsHttpHandler)null!).ConnectFrom(FromIPv4),
        () => new SocketsHttpHandler().ConnectFrom(null!),
        () => SharedPort.Listen((IPEndPoint)null!, null),
        () => SharedPort.Listen(new IPEndPoint(Multicast, 0), null),
        () => SharedPort.Listen((IEnumerable<IPEndPoint>)null!, null),
        () => SharedPort.Listen(Array.Empty<IPEndPoint>(), null),
        () => SharedPort.Listen(new IPEndPoint[] { null! }, null),
        () => SharedPort.Listen(new[] { NoPort, NoPort }, null),
        () => SharedPort.Listen(new[] { NoPort, ToIPv6 }, null),
        () => SharedPort.Listen(new IPEndPoint[] { new(IPAddress.Broadcast, 0) }, null),
        () => EphemeralPorts.CountHeld(null!),
        () => EphemeralPorts.CountHeld(null!, NoPort),
        () => EphemeralPorts.CountHeld(IPAddress.Loopback, null!),
        () => EphemeralPorts.CountHeld(IPAddress.Loopback, ToIPv6),
        () => EphemeralPorts.Reserve(null!),
        () => EphemeralPorts.Reserve(Multicast),
        () => new PortRange(9, 3),
        () => new PortRange(-1, 3),
        () => new PortRange(1, 65536),
        () => ((Socket)null!).BindForConnect(NoPort),
        () => Unbound().BindForConnect(null!),
        () => Unbound().BindForConnect(ToIPv6),
        () => Unbound().BindForConnect(new IPEndPoint(Multicast, 0)),
        () => ((Socket)null!).TrySetBindAddressNoPort(),
        () => Datagram().TrySetBindAddressNoPort(),
        () => ((Socket)null!).TrySetLocalPortRange(1, 2),
        () => Unbound().TrySetLocalPortRange(-1, 2),
        () => Unbound().TrySetLocalPortRange(1, 65536),
        () => Unbound().TrySetLocalPortRange(9, 3),
        () => ((Socket)null!).SetReusePort(true),
        () => ((Socket)null!).SetReuseAddress(true),
        () => ((Socket)null!).GetLocalEndPoint(),
    ];

    public void Dispose() => Made.Dispose();

    public static TheoryData<int, string> Each
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < Calls.Length; i++)
            {
                data.Add(i, Calls[i].Body.ToString());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void It_is_one_of_the_method_that_was_called(int index, string call)
    {
        var e = Assert.ThrowsAny<ArgumentException>(Calls[index].Compile());

        Assert.True(Array.Exists(Called(Calls[index]).GetParameters(), parameter => parameter.Name == e.ParamName), $"{call} names '{e.ParamName}'.");
    }

    /// <summary>A method that is added later is asked here too.</summary>
    [Fact]
    public void Every_public_method_that_refuses_an_argument_is_called()
    {
        HashSet<MethodBase> called = [.. Calls.Select(Called)];
        string[] missing =
        [
            .. typeof(OutboundConnector).Assembly.GetExportedTypes()
                .Where(type => !typeof(Attribute).IsAssignableFrom(type) && !type.IsEnum && !typeof(Delegate).IsAssignableFrom(type))
                .SelectMany(type =>
                    type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
                .OfType<MethodBase>()
                .Where(method => !method.IsSpecialName || method.IsConstructor)
                .Where(method => !method.IsDefined(typeof(CompilerGeneratedAttribute)) && method.GetParameters().Length > 0)
                .Where(method => !called.Contains(method) && !TakesAnything.Contains($"{method.DeclaringType!.Name}.{method.Name}"))
                .Select(method => $"{method.DeclaringType!.Name}.{method}"),
        ];

        Assert.Empty(missing);
    }

    // They take whatever they are given, or are tested with what they belong to: a dial, with a port that listens.
    private static readonly string[] TakesAnything =
    [
        "PortException..ctor", "PortException.Explain", "PortRange.Contains", "PortRange.Deconstruct", "EphemeralPortSettings.IsUsable",
        "SharedPort.AcceptAsync", "SharedPort.DialAsync", "DialResult..ctor", "DialResult.Deconstruct",
    ];

    private static MethodBase Called(Expression<Action> call) => call.Body switch
    {
        MethodCallExpression method => method.Method,
        NewExpression construction => construction.Constructor!,
        _ => throw new InvalidOperationException(call.ToString()),
    };

    private static Socket Unbound() => Made.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));

    private static Socket Datagram() => Made.Add(new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
}
