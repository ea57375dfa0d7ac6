namespace PortReuse;

/// <summary>The system's settings for ephemeral ports. A value is null if the system does not tell it.</summary>
/// <remarks>Source: <c>ip-sysctl</c>, the kernel's documentation.</remarks>
public sealed record EphemeralPortSettings
{
    /// <summary>
    /// The range that a port is chosen from where the program names none (<c>net.ipv4.ip_local_port_range</c>, of IPv6 too).
    /// </summary>
    public PortRange? Range { get; init; }

    /// <summary>
    /// The ports that are never chosen so (<c>net.ipv4.ip_local_reserved_ports</c>), in ascending order; empty where there are none.
    /// </summary>
    public IReadOnlyList<PortRange> ReservedPorts { get; init; } = [];

    /// <summary>
    /// Whether a bind to port 0 may share a port where the socket has <c>SO_REUSEADDR</c> and not <c>SO_REUSEPORT</c>
    /// (<c>net.ipv4.ip_autobind_reuse</c>).
    /// </summary>
    public bool? AutobindReuse { get; init; }

    /// <summary>
    /// Whether a connect may take the endpoints of a connection in TIME_WAIT (<c>net.ipv4.tcp_tw_reuse</c>): 0 never, 1 always, 2 on
    /// loopback only. It takes TCP timestamps on both sides.
    /// </summary>
    public int? TimeWaitReuse { get; init; }

    /// <summary>
    /// How old a connection in TIME_WAIT must be before a connect may take its endpoints, in whole milliseconds
    /// (<c>net.ipv4.tcp_tw_reuse_delay</c>, Linux 6.16 and later; 1 second by default); null before, where it is 1 second.
    /// </summary>
    public TimeSpan? TimeWaitReuseDelay { get; init; }

    /// <summary>
    /// By how many ports at most the search for a free one goes on where one is taken, at random
    /// (<c>net.ipv4.ip_local_port_step_width</c>); 0, the default, for the next one; null where the system does not know the setting.
    /// </summary>
    public int? LocalPortStepWidth { get; init; }

    /// <summary>Whether TCP timestamps are used (<c>net.ipv4.tcp_timestamps</c>): 0 no, 1 with a random offset, 2 without one.</summary>
    public int? TcpTimestamps { get; init; }

    /// <summary>Whether a socket may be bound to an address that is not local (<c>net.ipv4.ip_nonlocal_bind</c>).</summary>
    public bool? NonLocalBind { get; init; }

    /// <summary>How many ports the range has without the reserved ones; null where the range is not known.</summary>
    public int? UsableCount
    {
        get
        {
            if (Range is not { } range)
            {
                return null;
            }

            int count = range.Count, from = range.Low;
            foreach (var reserved in ReservedPorts.OrderBy(reserved => reserved.Low))
            {
                int low = Math.Max(from, reserved.Low), high = Math.Min(range.High, reserved.High);
                if (low > high)
                {
                    continue;
                }

                count -= high - low + 1;
                from = high + 1;
            }

            return count;
        }
    }

    /// <summary>Whether the system would choose this port by itself.</summary>
    /// <param name="port">A port from 0 to 65535.</param>
    /// <returns>True when it is in the range and not reserved; false also where the range is not known.</returns>
    public bool IsUsable(int port)
    {
        if (Range?.Contains(port) != true)
        {
            return false;
        }

        foreach (var reserved in ReservedPorts)
        {
            if (reserved.Contains(port))
            {
                return false;
            }
        }

        return true;
    }
}
