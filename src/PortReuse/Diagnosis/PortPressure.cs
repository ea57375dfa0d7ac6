using System.Globalization;

namespace PortReuse.Diagnosis;

/// <summary>How full the range of ephemeral ports was, right after a port was asked for in vain.</summary>
/// <param name="Range">The range that the port was to come from; null where the system does not tell it.</param>
/// <param name="Usable">How many ports it has without the reserved ones.</param>
/// <param name="Taken">How many of them any socket holds; null where it was not asked, or the system does not show its sockets.</param>
/// <param name="ByConnections">How many of them the source uses for the very destination, or for any where none is given.</param>
/// <param name="ShowsBound">Whether sockets that are only bound are among those that were seen.</param>
internal sealed record PortPressure(PortRange? Range, int Usable, int? Taken, int ByConnections, bool ShowsBound)
{
    private ToldPressure? _told;

    /// <summary>Whether the source's own connections leave it no port for the destination.</summary>
    public bool IsFullByConnections => IsMost(ByConnections);

    /// <summary>Whether nothing that was seen says that a port is left.</summary>
    /// <remarks>
    /// It is the rest that decides where not every socket is shown, or none: the system has just said that there is no port.
    /// </remarks>
    public bool IsFull => IsFullByConnections || Taken is not { } taken || !ShowsBound || IsMost(taken);

    /// <summary>The figures, in brackets, where they show what the message says; otherwise the range alone.</summary>
    /// <param name="byConnections">What is true of <see cref="ByConnections"/>: "held by" a source, "used by" it for a destination.</param>
    public string Figures(string byConnections) => (Range, Taken) switch
    {
        (null, _) => "",
        ({ } range, { } taken) when IsMost(taken) || !IsFull => string.Create(
            CultureInfo.InvariantCulture,
                $" ({taken} of the {Usable} ports of {range} are taken, {ByConnections} of them {byConnections})"),
        ({ } range, null) when IsFullByConnections => string.Create(
            CultureInfo.InvariantCulture, $" ({ByConnections} of the {Usable} ports of {range} are {byConnections})"),
        ({ } range, _) => string.Create(CultureInfo.InvariantCulture, $" ({Usable} ports of {range})"),
    };

    /// <summary>The last message about it. Connects that fail together share one text.</summary>
    public ToldPressure? Told => Volatile.Read(ref _told);

    /// <summary>Keeps what is said of it, unless another thread said the same meanwhile.</summary>
    /// <param name="before">What <see cref="Told"/> was, which this replaces.</param>
    /// <param name="said">What is said.</param>
    /// <returns>The message that every caller gets: the same object.</returns>
    public ToldPressure Keep(ToldPressure? before, ToldPressure said)
    {
        while (true)
        {
            var other = Interlocked.CompareExchange(ref _told, said, before);
            if (ReferenceEquals(other, before))
            {
                return said;
            }

            if (other == said)
            {
                return other!;
            }

            before = other;
        }
    }

    // A socket may have closed between the failure and the look, so that not quite all of the range need be taken. And of an odd number of
    // ports the system may leave one out.
    private bool IsMost(int ports) => Range is not null && ports * 10L >= (Usable > 1 ? Usable & ~1 : Usable) * 9L;
}

/// <summary>A message about a <see cref="PortPressure"/>, and its reader.</summary>
internal sealed record ToldPressure(SocketOwner User, string? Refusal, PortErrorCause Cause, string Message);
