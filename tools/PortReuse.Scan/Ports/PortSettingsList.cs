using System.Globalization;

namespace PortReuse.Scan.Ports;

/// <summary>The settings by the names that <c>sysctl</c> knows them by, with what their values mean.</summary>
internal static class PortSettingsList
{
    public static IEnumerable<(string Name, string Value, string Meaning)> Of(EphemeralPortSettings settings)
    {
        if (settings.Range is { } range)
        {
            var usable = settings.UsableCount is { } count ? $"{Text(count)} ports to choose from" : "";
            yield return ("net.ipv4.ip_local_port_range", $"{range.Low} {range.High}", usable);
        }

        if (settings.ReservedPorts.Count > 0)
        {
            yield return ("net.ipv4.ip_local_reserved_ports", string.Join(',', settings.ReservedPorts), "never chosen");
        }

        if (settings.AutobindReuse is { } autobind)
        {
            yield return ("net.ipv4.ip_autobind_reuse", Text(autobind), autobind
                ? "a bind to port 0 may share a port"
                : "a bind to port 0 shares no port");
        }

        if (settings.TimeWaitReuse is { } reuse)
        {
            var meaning = reuse switch { 0 => "TIME_WAIT is waited for", 2 => "TIME_WAIT is taken over on loopback only", _ => "TIME_WAIT is taken over" };
            yield return ("net.ipv4.tcp_tw_reuse", Text(reuse), meaning);
        }

        if (settings.TimeWaitReuseDelay is { } delay)
        {
            yield return ("net.ipv4.tcp_tw_reuse_delay", Text((int)delay.TotalMilliseconds), "milliseconds in TIME_WAIT before that");
        }

        if (settings.LocalPortStepWidth is { } width)
        {
            yield return ("net.ipv4.ip_local_port_step_width", Text(width), "the longest step of the search for a free port");
        }

        if (settings.TcpTimestamps is { } timestamps)
        {
            yield return ("net.ipv4.tcp_timestamps", Text(timestamps), timestamps == 0
                ? "none: TIME_WAIT cannot be taken over"
                : "TIME_WAIT can be taken over");
        }

        if (settings.NonLocalBind is { } nonLocal)
        {
            yield return ("net.ipv4.ip_nonlocal_bind", Text(nonLocal), nonLocal
                ? "any address can be bound"
                : "local addresses can be bound");
        }
    }

    private static string Text(bool value) => value ? "1" : "0";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
