using System.Globalization;
using System.Net;

namespace PortReuse.Diagnosis;

/// <summary>The messages about a bind that failed.</summary>
internal static class BindMessages
{
    public static (PortErrorCause, string) NotLocal(IPAddress address) =>
        (PortErrorCause.AddressNotLocal,
            $"{address} is not an address of this machine now. Give it to an interface, wait until it is ready (an IPv6 address is checked for " +
            "uniqueness first), or choose another source.");

    public static (PortErrorCause, string) NotShared(IPEndPoint local, PortHolder? holder, SocketOwner user) =>
        (PortErrorCause.PortNotShared, holder is { State: TcpSocketState.Listen } && user == SocketOwner.Listener
            ? SecondListener(local, holder)
            : $"Port {local.Port} of {local.Address} is held by {holder?.Description ?? "another socket, gone or not shown by the system,"} and is not shared. " +
            $"Every socket of a shared port must set SO_REUSEPORT before its own bind ({nameof(SocketExtensions.SetReusePort)}, or SharedPort " +
            "for both) and belong to the same user. Otherwise choose another port, or port 0 to let the system choose one.");

    // A shared port is shared by one listener and its dialers.
    private static string SecondListener(IPEndPoint local, PortHolder listener) =>
        $"{local} cannot be listened on: {listener.Description} is there, and only one may listen on a port, also where both are a {nameof(SharedPort)}, for " +
        "two would each get part of the connections. Use the one that is there, dispose it first, or choose another port, or port 0 to let the system choose one.";
}

/// <summary>The messages about a connect that failed.</summary>
internal static class ConnectMessages
{
    public static (PortErrorCause, string) NoWay(IPEndPoint? local, IPEndPoint remote) =>
        (PortErrorCause.AddressNotLocal,
            $"No address of this machine can be the source of a connection {From(local)}to {remote}. Give an interface an address that leads there.");

    public static (PortErrorCause, string) Duplicate(IPEndPoint local, IPEndPoint remote, TcpSocketState? state) =>
        (PortErrorCause.DuplicateConnection, state switch
        {
            TcpSocketState.TimeWait =>
                $"A connection from {local} to {remote} has ended and is in TIME_WAIT for {(OperatingSystem.IsLinux() ? "up to 60 s" : "a while")}. Wait, let the " +
                $"other side close first, or connect from another port.{TimeWaitReuse()}",
            null =>
                $"There was a connection from {local} to {remote} already, which is gone now. Try again, or connect from another port.",
            _ =>
                $"There is a connection from {local} to {remote} already. The other side may have opened it, and it may wait to be accepted here: use " +
                $"that one (SharedPort does), or connect from another port.",
        });

    private static string TimeWaitReuse() => OperatingSystem.IsLinux()
        ? $" With TCP timestamps on both sides and net.ipv4.tcp_tw_reuse = 1 the system takes it again after {TimeWaitReuseDelay()}."
        : "";

    // The kernel counts in milliseconds where it can be told; before, it was always a second.
    private static string TimeWaitReuseDelay() =>
        EphemeralPorts.GetSettings().TimeWaitReuseDelay is { } delay && delay != TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{delay.TotalSeconds:0.###} s (net.ipv4.tcp_tw_reuse_delay)")
        : "1 s";

    public static (PortErrorCause Cause, string Message) NotLookedAt(IPEndPoint? local, EndPoint remote, bool mayBeOtherFamily = false) =>
        (PortErrorCause.Unknown, $"The local address or port cannot be used for a connection {From(local)}to {remote}" +
            (mayBeOtherFamily ? ", which is not known, or of another family." : "."));

    public static string SelfConnect(IPEndPoint local) =>
        $"The socket would be connected to itself: {local} is its own local endpoint too. Nothing listens there; connect once something " +
        "does, or from another port.";

    private static string From(IPEndPoint? local) => local is null ? "" : $"from {local} ";
}
