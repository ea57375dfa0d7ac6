using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.OtherTypesBind;

public interface IConfiguration
{
    IConfiguration GetSection(string name);
}

public static class ConfigurationBinder
{
    public static void Bind(this IConfiguration configuration, object instance) => ArgumentNullException.ThrowIfNull(instance);

    public static T Bind<T>(this IConfiguration configuration, string name) => default;
}

public sealed class ServerOptions
{
    public int Port { get; set; }
}

public sealed class Startup(IConfiguration configuration)
{
    public async Task<Socket> ConfigureAsync(EndPoint remote)
    {
        var options = new ServerOptions { Port = 0 };
        configuration.GetSection("Server").Bind(options); // silent: binds a configuration section
        var port = configuration.Bind<int>("Port"); // silent: a generic Bind of configuration
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { SendBufferSize = port + 8192 };
        await socket.ConnectAsync(remote);
        return socket;
    }
}

public sealed class LdapConnection(string server, int port) : IDisposable
{
    public void Connect() => Console.WriteLine($"{server}:{port}");

    public void Bind(string user, string password) => Console.WriteLine(user + password.Length);

    public void Bind(EndPoint local) => Console.WriteLine(local);

    public void Dispose()
    {
    }
}

public static class Directories
{
    public static void Validate(string user, string password)
    {
        using var connection = new LdapConnection("directory.example", 0);
        connection.Bind(user, password); // silent: binds to a directory
        connection.Connect();
    }

    public static void ValidateFrom(IPAddress address)
    {
        using var connection = new LdapConnection("directory.example", 389);
        connection.Bind(new IPEndPoint(address, 0)); // silent: a Bind of an endpoint, but of no socket
        connection.Connect();
    }
}

public sealed class Channel
{
    private readonly List<IPEndPoint> _endPoints = new();

    public void Bind(IPEndPoint endPoint) => _endPoints.Add(endPoint);

    public void Bind() => _endPoints.Clear();

    public void Connect(EndPoint endPoint) => _endPoints.Add((IPEndPoint)endPoint);

    public static Channel Open(IPEndPoint remote)
    {
        var channel = new Channel();
        channel.Bind(); // silent: a parameterless Bind
        channel.Bind(new IPEndPoint(IPAddress.Any, 0)); // silent: a channel keeps its endpoints
        channel.Connect(remote);
        return channel;
    }
}

/// <summary>A queue's socket: the name and the members of a real one, and none of its kind.</summary>
public sealed class MessageSocket
{
    public bool ExclusiveAddressUse { get; set; }

    public void Bind(string address) => Console.WriteLine(address);

    public void Bind(IPEndPoint endPoint) => Console.WriteLine(endPoint);

    public void Connect(string address) => Console.WriteLine(address);

    public static void Run()
    {
        var socket = new MessageSocket { ExclusiveAddressUse = false };
        socket.Bind("tcp://127.0.0.1:0"); // silent: a message queue's Bind
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: another type called a socket
        socket.ExclusiveAddressUse = true; // silent: another type's option
        socket.Connect("tcp://queue.example:5555");
    }
}

public sealed class Property<T>
{
    private Action<T> _changed = _ => { };

    public void Bind(Action<T> changed) => _changed += changed;

    public void Set(T value) => _changed(value);
}

public sealed class ConnectionView
{
    public Property<int> LocalPort { get; } = new();

    public async Task ShowAsync(TcpClient client, EndPoint remote)
    {
        LocalPort.Bind(port => Console.WriteLine(port)); // silent: data binding
        LocalPort.Set(0);
        await client.Client.ConnectAsync(remote);
    }
}

public sealed class EnumBinder : Binder
{
    public override FieldInfo BindToField(BindingFlags bindingAttr, FieldInfo[] match, object value, CultureInfo culture) =>
        match[0];

    public override MethodBase BindToMethod(
        BindingFlags bindingAttr,
        MethodBase[] match,
        ref object[] args,
        ParameterModifier[] modifiers,
        CultureInfo culture,
        string[] names,
        out object state)
    {
        state = null;
        return match[0];
    }

    public override object ChangeType(object value, Type type, CultureInfo culture) => value;

    public override void ReorderArgumentArray(ref object[] args, object state)
    {
    }

    public override MethodBase SelectMethod(BindingFlags bindingAttr, MethodBase[] match, Type[] types, ParameterModifier[] modifiers) =>
        match[0];

    public override PropertyInfo SelectProperty(
        BindingFlags bindingAttr, PropertyInfo[] match, Type returnType, Type[] indexes, ParameterModifier[] modifiers) => match[0];

    public static FieldInfo Pick(FieldInfo[] candidates) =>
        new EnumBinder().BindToField(BindingFlags.Default, candidates, 0, null); // silent: reflection's binder
}

/// <summary>A shell that hides the socket's own Bind: this one only remembers.</summary>
public sealed class LateSocket : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

    public IPEndPoint Wanted { get; private set; }

    public void Bind(IPEndPoint endPoint) => Wanted = endPoint;

    public void Connect(EndPoint remote) => _socket.Connect(remote);

    public void Dispose() => _socket.Dispose();

    public static LateSocket Dial(IPEndPoint remote)
    {
        var socket = new LateSocket();
        socket.Bind(new IPEndPoint(IPAddress.Any, 0)); // silent: a Bind that only stores its argument
        socket.Connect(remote);
        return socket;
    }
}

public static class Routes
{
    public static void Map(IDictionary<string, Delegate> routes)
    {
        void Bind(string path, Delegate handler) => routes[path] = handler;

        Bind("/", () => new IPEndPoint(IPAddress.Any, 0)); // silent: a local function called Bind
        Bind("/connect", (EndPoint remote) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(remote);
            return socket;
        });
    }
}
