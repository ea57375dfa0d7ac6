namespace PortReuse.Analyzers.Reporting;

/// <summary>The properties of a diagnostic for its fix, so that the fix need not analyze the method again.</summary>
internal static class DiagnosticProperties
{
    /// <summary>The kind of code at the location: one of the <c>Shape…</c> values.</summary>
    public const string Shape = nameof(Shape);

    /// <summary>A call of <c>Socket.Bind</c>; the location is the invocation.</summary>
    public const string ShapeBind = "Bind";

    /// <summary>A <c>new TcpClient(IPEndPoint)</c>, which binds; the location is the object creation.</summary>
    public const string ShapeConstructor = "Constructor";

    /// <summary>A call that passes port 0 to a method of the compilation that binds; the location is the call.</summary>
    public const string ShapeCall = "Call";

    /// <summary>The endpoint that a <c>BindIPEndPointDelegate</c> returns. No insertion can cure it.</summary>
    public const string ShapeDelegate = "Delegate";

    /// <summary>Present where the bound address is certainly a wildcard, so that the bind can go.</summary>
    public const string Wildcard = nameof(Wildcard);

    /// <summary>Present where the project runs on Windows only; the cure is then <c>ReuseUnicastPort</c>.</summary>
    public const string WindowsOnly = nameof(WindowsOnly);

    /// <summary>
    /// Present where only TCP sockets come to the bind of a <see cref="ShapeCall"/>, as it makes them itself or only its own type
    /// calls it: what is done before that bind is done to no socket that it is wrong for.
    /// </summary>
    public const string IsTcpAlone = nameof(IsTcpAlone);

    /// <summary>Present, with the reason, where deferring the port would break what the code does next.</summary>
    public const string Blocked = nameof(Blocked);

    /// <summary><c>LocalEndPoint</c> is read between the bind and the connect, and would stay port 0.</summary>
    public const string BlockedByEarlyRead = "EarlyRead";

    /// <summary>The connect tries several addresses, and stops at the first failure once a raw option is set.</summary>
    public const string BlockedBySeveralAddresses = "SeveralAddresses";

    /// <summary>The same socket connects again after a failure, which throws once a raw option is set.</summary>
    public const string BlockedByRetry = "Retry";

    /// <summary>The code is run for other sockets too, of which nothing is said.</summary>
    public const string BlockedByOtherSockets = "OtherSockets";

    /// <summary>The option that is set, as <c>SocketFlow.Symbols.SocketOption</c> names it.</summary>
    public const string Option = nameof(Option);

    /// <summary>
    /// The systems that the option belongs to, as <c>SocketFlow.Platforms.Systems</c> names them. Absent where there are several meanings.
    /// </summary>
    public const string Home = nameof(Home);

    /// <summary>The systems on which the code is reached.</summary>
    public const string Reached = nameof(Reached);

    /// <summary>
    /// Present where the socket is a TCP socket, not bound yet, and the option is switched on: the companion's method would take it.
    /// </summary>
    public const string IsFresh = nameof(IsFresh);

    /// <summary>
    /// The kinds of the additional locations, in their order, separated by commas: the <c>Place…</c> values. See <see cref="NamedPlaces"/>.
    /// </summary>
    public const string Places = nameof(Places);

    /// <summary>The reuse option that the socket has.</summary>
    public const string PlaceReuse = "Reuse";

    /// <summary>A connect of the socket.</summary>
    public const string PlaceConnect = "Connect";

    /// <summary>The bind; of PORT0001 and PORT0002, where the diagnostic is at a call that leads to it.</summary>
    public const string PlaceBind = "Bind";

    /// <summary>The read of <c>LocalEndPoint</c> between the bind and the connect.</summary>
    public const string PlaceRead = "Read";

    /// <summary>The option that would have been the cure, set after the bind.</summary>
    public const string PlaceLateOption = "LateOption";

    /// <summary>The creation of the socket.</summary>
    public const string PlaceCreation = "Creation";

    /// <summary>The creation of the listener.</summary>
    public const string PlaceListener = "Listener";

    /// <summary>The creation of the dialer.</summary>
    public const string PlaceDialer = "Dialer";

    /// <summary>A bind, or a <c>Start</c>, of a listener that does not share its port.</summary>
    public const string PlaceListenersBind = "ListenersBind";

    /// <summary>The bind of the dialer, which does not share the port.</summary>
    public const string PlaceDialersBind = "DialersBind";

    /// <summary>The statement by which one of the two does not share: <c>ExclusiveAddressUse = true</c>.</summary>
    public const string PlaceExclusive = "Exclusive";
}
