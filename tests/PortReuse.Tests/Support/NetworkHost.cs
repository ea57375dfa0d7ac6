using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;
using PortReuse.Sharing;

namespace PortReuse.Tests.Support;

/// <summary>A host of its own in this process: a network namespace, and the thread that is in it.</summary>
/// <remarks>
/// A socket that is made on the thread belongs to the host, and can be used from any thread. The host goes when both are gone.
/// </remarks>
internal sealed class NetworkHost : NetworkContext, IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;
    private readonly SafeFileHandle _namespace;

    public NetworkHost()
    {
        _thread = new Thread(Work) { IsBackground = true, Name = nameof(NetworkHost) };
        _thread.Start();
        try
        {
            _namespace = Run(() =>
            {
                NetworkNamespace.Enter();
                return File.OpenHandle("/proc/thread-self/ns/net");
            });
        }
        catch
        {
            _work.CompleteAdding();
            throw;
        }
    }

    public IPAddress IPv4 { get; private set; } = IPAddress.Loopback;

    public IPAddress IPv6 { get; private set; } = IPAddress.IPv6Loopback;

    /// <summary>Lays a cable to another host. Both get addresses of both families.</summary>
    public void Join(NetworkHost other)
    {
        Run(() => Netlink.MakeVeth("cable", "cable", other._namespace));
        Plug("10.77.0.1", "fd77::1");
        other.Plug("10.77.0.2", "fd77::2");
    }

    public IPAddress Address(AddressFamily family) => family == AddressFamily.InterNetwork ? IPv4 : IPv6;

    public void WriteSetting(string name, string value) => Run(() => File.WriteAllText("/proc/sys/net/ipv4/" + name, value));

    /// <summary>Listens on this host, and dials from it.</summary>
    public SharedPort Listen(params IPEndPoint[] locals) =>
        Run(() => SharedPort.Listen(locals, new SharedPortOptions { Network = this }));

    public void Run(Action action) => Run(() =>
    {
        action();
        return true;
    });

    public T Run<T>(Func<T> action)
    {
        if (Thread.CurrentThread == _thread)
        {
            return action();
        }

        using var done = new ManualResetEventSlim();
        ExceptionDispatchInfo? failure = null;
        T result = default!;
        _work.Add(() =>
        {
            try
            {
                result = action();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
            finally
            {
                done.Set();
            }
        });
        done.Wait();
        failure?.Throw();
        return result;
    }

    public override TResult Call<TArgument, TResult>(TArgument argument, Func<TArgument, TResult> call) => Run(() => call(argument));

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _namespace.Dispose();
        _work.Dispose();
    }

    private void Plug(string ipv4, string ipv6) => Run(() =>
    {
        IPv4 = IPAddress.Parse(ipv4);
        IPv6 = IPAddress.Parse(ipv6);
        NetworkNamespace.BringUp("cable");
        Netlink.AddAddress("cable", IPv4, 24);
        Netlink.AddAddress("cable", IPv6, 64);
    });

    private void Work()
    {
        foreach (Action action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
