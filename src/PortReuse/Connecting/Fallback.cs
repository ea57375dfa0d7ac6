using System.Net;
using System.Net.Sockets;

namespace PortReuse;

/// <summary>Tries the sources of a family one after the other, as long as it is the source that is at fault.</summary>
internal static class Fallback
{
    /// <summary>Connects from the source whose turn it is, and where that cannot be used, from the others.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="remote">The destination, for which the use of the sources is compared.</param>
    /// <param name="connect">Connects from a source; told whether to explain a failure, which is done for the last one only.</param>
    public static T Connect<T>(SourceList sources, IPEndPoint remote, Func<IPEndPoint, bool, T> connect)
    {
        IPEndPoint source = sources.Next();
        IPEndPoint[] others = [];
        for (int tried = 0; ; tried++)
        {
            bool isLast = tried == sources.Count - 1;
            try
            {
                return connect(source, isLast);
            }
            catch (SocketException e) when (!isLast && IsFor(e))
            {
                others = GoOn(sources, others, remote, source, e);
                source = others[tried];
            }
        }
    }

    /// <inheritdoc cref="Connect"/>
    public static async ValueTask<T> ConnectAsync<T>(SourceList sources, IPEndPoint remote, Func<IPEndPoint, bool, ValueTask<T>> connect)
    {
        IPEndPoint source = sources.Next();
        IPEndPoint[] others = [];
        for (int tried = 0; ; tried++)
        {
            bool isLast = tried == sources.Count - 1;
            try
            {
                return await connect(source, isLast).ConfigureAwait(false);
            }
            catch (SocketException e) when (!isLast && IsFor(e))
            {
                others = GoOn(sources, others, remote, source, e);
                source = others[tried];
            }
        }
    }

    /// <summary>Only where the local address or port is at fault: never after a refusal, a time-out or a cancellation.</summary>
    private static bool IsFor(SocketException e) =>
        PortErrors.IsAboutPorts(e.SocketErrorCode) || e is PortException { Cause: not PortErrorCause.Unknown };

    private static IPEndPoint[] GoOn(SourceList sources, IPEndPoint[] others, IPEndPoint remote, IPEndPoint failed, SocketException error)
    {
        sources.PassOver(failed);
        if (PortMeter.CountsFallbacks)
            PortMeter.Fallback(CauseOf(error, failed));
        return others.Length > 0 ? others : sources.Others(failed, remote);
    }

    // Told without a look at every socket of the machine, which each of many sources would pay for.
    private static PortErrorCause CauseOf(SocketException error, IPEndPoint failed) =>
        error is PortException e ? e.Cause :
        !AddressProbe.IsLocal(failed.Address) ? PortErrorCause.AddressNotLocal :
        failed.Port == 0 ? PortErrorCause.EphemeralPortsExhausted :
        error.SocketErrorCode == SocketError.AddressAlreadyInUse ? PortErrorCause.PortNotShared :
        PortErrorCause.DuplicateConnection;
}
