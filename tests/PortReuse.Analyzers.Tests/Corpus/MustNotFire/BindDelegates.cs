#pragma warning disable SYSLIB0014 // ServicePoint and WebRequest are obsolete
using System;
using System.Collections.Generic;
using System.Net;
using System.Threading;

namespace Corpus.MustNotFire.BindDelegates;

public delegate IPEndPoint ChooseEndPoint(ServicePoint point, IPEndPoint remote, int retries);

public sealed class Requests(IPAddress source, IPEndPoint local)
{
    private readonly Queue<int> _ports = new(new[] { 30_001, 30_002 });
    private int _next = 30_000;

    public void Null(Uri uri) =>
        ServicePointManager.FindServicePoint(uri).BindIPEndPointDelegate = (_, _, _) => null; // silent: leaves the choice to the system

    public void Fixed(HttpWebRequest request) =>
        request.ServicePoint.BindIPEndPointDelegate = (_, _, _) => new IPEndPoint(source, 30_003); // silent: a fixed port

    public void Given(HttpWebRequest request) =>
        request.ServicePoint.BindIPEndPointDelegate = delegate { return local; }; // silent: an endpoint that is given

    public void Counted(HttpWebRequest request) =>
        request.ServicePoint.BindIPEndPointDelegate += (_, _, retries) =>
            retries > 100 ? null : new IPEndPoint(source, Interlocked.Increment(ref _next)); // silent: a counter's port

    public void Queued(HttpWebRequest request) =>
        request.ServicePoint.BindIPEndPointDelegate = (_, _, _) => new IPEndPoint(source, _ports.Dequeue()); // silent: ports of a queue

    public void Group(HttpWebRequest request) =>
        request.ServicePoint.BindIPEndPointDelegate = Choose; // silent: a method group that returns a fixed port

    private IPEndPoint Choose(ServicePoint point, IPEndPoint remote, int retries)
    {
        var port = 30_100 + retries;
        return new IPEndPoint(source, port); // silent: 30100 and more
    }

    public void Removed(HttpWebRequest request) =>
        request.ServicePoint.BindIPEndPointDelegate -= Choose; // silent: the delegate is removed

    public void Cleared(HttpWebRequest request) =>
        request.ServicePoint.BindIPEndPointDelegate = null; // silent: the delegate is cleared

    public void Other(List<ChooseEndPoint> choices) =>
        choices.Add((_, _, _) => new IPEndPoint(source, 0)); // silent: a delegate of the program's own

    public static IPEndPoint Default(ServicePoint point, IPEndPoint remote) =>
        new(remote.Address, 0); // silent: a method that no such delegate can hold

    public void Throwing(HttpWebRequest request) =>
        request.ServicePoint.BindIPEndPointDelegate = (_, _, _) => throw new NotSupportedException(); // silent: returns nothing

    public bool IsSet(HttpWebRequest request) =>
        request.ServicePoint.BindIPEndPointDelegate is not null; // silent: a read of the property

    public void Configured(HttpWebRequest request, int? port) =>
        request.ServicePoint.BindIPEndPointDelegate = (_, _, _) => new IPEndPoint(source, port ?? 0); // silent: a port or 0
}

public sealed class Locals(IPAddress source)
{
    private readonly Lazy<IPEndPoint> _first = new(() => new IPEndPoint(source, 0)); // silent: made on demand, and no delegate of a ServicePoint
    private Func<IPEndPoint>[] _ways = [];
    private Func<IPEndPoint> _default = () => new IPEndPoint(IPAddress.Any, 0); // silent: a field of another delegate

    public event Func<IPEndPoint> Asked;

    public void Offer(System.Net.Sockets.Socket socket, EndPoint remote)
    {
        Asked += () => new IPEndPoint(source, 0); // silent: a handler of the program's own event
        _default += () => new IPEndPoint(source, 0); // silent: one more of another delegate
        _ways = [() => new IPEndPoint(source, 0), _default]; // silent: an element
        socket.Bind(new IPEndPoint(source, 30_200));
        socket.Connect(remote);
        Console.WriteLine($"{_first} {_ways.Length} {Asked?.Invoke()}");
    }
}
