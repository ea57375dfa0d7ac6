using System.ComponentModel;
using System.Net;
using System.Net.Sockets;

namespace PortReuse.TestSupport.Kernel;

/// <summary>A thread for which a host name has two addresses: it sees a hosts file of its own.</summary>
/// <remarks>What the action does without <c>await</c> is done on that thread.</remarks>
internal static class HostName
{
    public const string Name = "two-addresses.test";

    private const string HostsFile = "/etc/hosts";

    private static readonly Lazy<string?> LazyReasonItIsMissing = new(Probe);

    public static string? ReasonItIsMissing => LazyReasonItIsMissing.Value;

    /// <summary>Runs the action with the addresses in the order in which .NET tries them.</summary>
    public static void Run(Action<IPAddress[]> action) =>
        RunWith($"127.0.0.2 {Name}\n127.0.0.3 {Name}\n", () => action(Dns.GetHostAddresses(Name)));

    /// <summary>Runs the action with that one address.</summary>
    public static void Run(string address, Action action) => RunWith($"{address} {Name}\n", action);

    private static void RunWith(string hosts, Action action) => DedicatedThread.Run(() =>
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, hosts);
            Libc.CoverFile(HostsFile, file);
            action();
        }
        finally
        {
            File.Delete(file);
        }
    });

    private static string? Probe()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "needs Linux: a hosts file of its own";
        }

        try
        {
            string? reason = null;
            Run(addresses => reason = addresses.Length == 2 ? null : "needs a host name with two addresses; the hosts file is not read");
            return reason;
        }
        catch (Exception e) when (e is Win32Exception or SocketException or IOException or UnauthorizedAccessException)
        {
            return $"needs a hosts file of its own, which is not permitted here: {e.Message}";
        }
    }
}
