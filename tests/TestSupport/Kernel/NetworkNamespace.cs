using System.ComponentModel;
using System.Net.Sockets;

namespace PortReuse.TestSupport.Kernel;

/// <summary>A network namespace of its own for one action: loopback only, every port free, and 32 ephemeral ports.</summary>
/// <remarks>
/// A namespace belongs to a thread, and so does what <c>/proc/sys/net</c> shows. What the action does without <c>await</c> is done
/// inside; a socket stays inside wherever it is used later. The namespace goes away with the thread and the last socket.
/// </remarks>
internal static class NetworkNamespace
{
    public const int FirstEphemeralPort = 40000;
    public const int EphemeralPorts = 32;

    private const string PortRange = "/proc/sys/net/ipv4/ip_local_port_range";

    private static readonly Lazy<string?> LazyReasonItIsMissing = new(Probe);

    /// <summary>Why there is no such namespace here, or null where there is.</summary>
    public static string? ReasonItIsMissing => LazyReasonItIsMissing.Value;

    public static void Run(Action action) => DedicatedThread.Run(() =>
    {
        Enter();
        File.WriteAllText(PortRange, $"{FirstEphemeralPort} {FirstEphemeralPort + EphemeralPorts - 1}");
        action();
    });

    /// <summary>Puts the calling thread into a namespace of its own, with loopback and every port.</summary>
    public static void Enter()
    {
        Libc.UnshareNetwork();
        BringUp("lo");
    }

    /// <summary>Brings an interface of the calling thread's namespace up.</summary>
    public static void BringUp(string interfaceName)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Libc.BringUp(interfaceName, (int)socket.Handle);
    }

    private static string? Probe()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "needs Linux: a private network namespace";
        }

        var outside = File.ReadAllText(PortRange);
        try
        {
            Run(() => Assert.NotEqual(outside, File.ReadAllText(PortRange)));
        }
        catch (Exception e) when (e is Win32Exception or SocketException or IOException or UnauthorizedAccessException)
        {
            return $"needs a private network namespace, which is not permitted here: {e.Message}";
        }

        Assert.Equal(outside, File.ReadAllText(PortRange));
        return null;
    }
}
