using System.ComponentModel;
using System.Net.Sockets;

namespace PortReuse.Tests.Support;

/// <summary>Two hosts and the cable between them.</summary>
internal sealed class JoinedHosts : IDisposable
{
    private static readonly Lazy<string?> LazyReasonTheyAreMissing = new(Probe);

    public JoinedHosts()
    {
        A = new NetworkHost();
        try
        {
            B = new NetworkHost();
            A.Join(B);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why there can be no two joined hosts here, or null where there can.</summary>
    public static string? ReasonTheyAreMissing => LazyReasonTheyAreMissing.Value;

    public NetworkHost A { get; }

    public NetworkHost B { get; }

    public void WriteSetting(string name, string value)
    {
        A.WriteSetting(name, value);
        B.WriteSetting(name, value);
    }

    public void Dispose()
    {
        A.Dispose();
        B?.Dispose();
    }

    private static string? Probe()
    {
        if (NetworkNamespace.ReasonItIsMissing is { } reason)
        {
            return reason;
        }

        try
        {
            new JoinedHosts().Dispose();
            return null;
        }
        catch (Exception e) when (e is Win32Exception or SocketException or IOException or UnauthorizedAccessException)
        {
            return $"needs two hosts in network namespaces, which is not permitted here: {e.Message}";
        }
    }
}
