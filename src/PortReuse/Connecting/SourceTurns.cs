using System.Net;
using System.Net.Sockets;
using PortReuse.Diagnosis;
using PortReuse.Metering;

namespace PortReuse.Connecting;

/// <summary>
/// The sources in the order that one call tries them in: that whose turn it is, then the others, that with the fewest connections first.
/// </summary>
internal struct SourceTurns(SourceList sources, IPEndPoint remote)
{
    private IPEndPoint[] _others = [];
    private int _tried;

    public IPEndPoint Source { get; private set; } = sources.Next();

    /// <summary>Whether there is no other one after it, so that a failure is explained.</summary>
    public readonly bool IsLast => _tried == sources.Count - 1;

    /// <summary>Whether it had no port for the destination a moment ago, and most likely has none now.</summary>
    public readonly bool HadNoPort => sources.HadNoPort(Source, remote);

    /// <summary>
    /// Notes that the source has failed, and tells whether that is the end: no other one is left, or none would do better.
    /// </summary>
    /// <remarks>To be called by a filter: to catch the last failure, and throw it again, costs as much as the failure.</remarks>
    public readonly bool EndWith(SocketException failure)
    {
        if (!IsForSource(failure))
        {
            return true;
        }

        sources.PassOver(Source, remote);
        return IsLast;
    }

    /// <summary>As <see cref="EndWith"/>, of a failure that was told and not thrown.</summary>
    /// <param name="failure">The failure; null where it is that there was no port.</param>
    public readonly bool IsEnd(SocketException? failure) => failure is not null && EndWith(failure);

    /// <summary>Takes the next one after a failure that is not the end.</summary>
    /// <param name="failure">The failure; null where it is that there was no port.</param>
    public void GoOn(SocketException? failure)
    {
        sources.PassOver(Source, remote);
        if (PortMeter.CountsFallbacks)
        {
            PortMeter.Fallback(CauseOf(failure, Source));
        }

        if (_tried == 0)
        {
            _others = sources.Others(Source, remote);
        }

        Source = _others[_tried++];
    }

    /// <summary>Only where the local address or port is at fault: never after a refusal, a time-out or a cancellation.</summary>
    private static bool IsForSource(SocketException e) =>
        PortErrors.IsAboutPorts(e.SocketErrorCode) || e is PortException { Cause: not PortErrorCause.Unknown };

    // Told without a look at every socket of the machine, which each of many sources would pay for.
    private static PortErrorCause CauseOf(SocketException? error, IPEndPoint failed) =>
        error is PortException e ? e.Cause :
        !AddressProbe.IsLocal(failed.Address) ? PortErrorCause.AddressNotLocal :
        failed.Port == 0 ? PortErrorCause.EphemeralPortsExhausted :
        error?.SocketErrorCode == SocketError.AddressAlreadyInUse ? PortErrorCause.PortNotShared :
        PortErrorCause.DuplicateConnection;
}
