using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Platforms;

namespace PortReuse.Analyzers.SocketFlow.Symbols;

/// <summary>The socket types of one compilation.</summary>
internal sealed class SocketTypes
{
    private readonly INamedTypeSymbol _socket;
    private readonly INamedTypeSymbol? _tcpClient;
    private readonly INamedTypeSymbol? _tcpListener;
    private readonly INamedTypeSymbol? _udpClient;
    private readonly INamedTypeSymbol? _ipAddress;
    private readonly INamedTypeSymbol? _socketException;

    private SocketTypes(Compilation compilation, INamedTypeSymbol socket)
    {
        _socket = socket;
        _tcpClient = Find("System.Net.Sockets.TcpClient", socket);
        _tcpListener = Find("System.Net.Sockets.TcpListener", socket);
        _udpClient = Find("System.Net.Sockets.UdpClient", socket);
        IPEndPoint = compilation.TypeNamed("System.Net.IPEndPoint");
        _ipAddress = Find("System.Net.IPAddress", IPEndPoint);
        _socketException = Find("System.Net.Sockets.SocketException", IPEndPoint);
        ServicePoint = compilation.TypeNamed("System.Net.ServicePoint");
        EndPointCallback = Find("System.Net.BindIPEndPoint", ServicePoint);

        // A look into all references costs a hundred times what one into the right one does.
        INamedTypeSymbol? Find(string name, INamedTypeSymbol? neighbour) =>
            neighbour?.ContainingAssembly.GetTypeByMetadataName(name) ?? compilation.TypeNamed(name);
    }

    public INamedTypeSymbol? IPEndPoint { get; }

    public INamedTypeSymbol? ServicePoint { get; }

    /// <summary>The delegate that <c>ServicePoint.BindIPEndPointDelegate</c> takes.</summary>
    public INamedTypeSymbol? EndPointCallback { get; }

    /// <summary>Null where the compilation does not reference sockets.</summary>
    public static SocketTypes? Of(Compilation compilation) =>
        compilation.TypeNamed("System.Net.Sockets.Socket") is { } socket ? new(compilation, socket) : null;

    /// <summary>The compilation targets .NET Framework or <c>netX-windows</c>.</summary>
    public bool AreForWindowsOnly(Compilation compilation) => TargetSystems.AreWindowsOnly(compilation, _socket);

    public bool IsSocket(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Class, SpecialType: SpecialType.None }
            && (IsA(type, _socket) || IsTcpClient(type) || IsTcpListener(type) || IsUdpClient(type));

    /// <summary>The framework's type itself, which in the framework's own sources is declared like any other.</summary>
    public bool IsOneOfThem(INamedTypeSymbol type)
    {
        var them = SymbolEqualityComparer.Default;
        return them.Equals(type, _socket) || them.Equals(type, _tcpClient)
            || them.Equals(type, _tcpListener) || them.Equals(type, _udpClient);
    }

    /// <summary>The framework's <c>Socket</c>, and nothing that extends it.</summary>
    public bool IsSocketItself(ITypeSymbol? type) => SymbolEqualityComparer.Default.Equals(type, _socket);

    /// <summary>The framework's <c>TcpClient</c>, and nothing that extends it.</summary>
    public bool IsTcpClientItself(ITypeSymbol? type) => _tcpClient is not null && SymbolEqualityComparer.Default.Equals(type, _tcpClient);

    /// <summary>The type of the framework that a socket type of the program's own extends.</summary>
    public static INamedTypeSymbol FrameworkTypeOf(INamedTypeSymbol type)
    {
        while (type.DeclaringSyntaxReferences.Length > 0 && type.BaseType is { } ancestor)
        {
            type = ancestor;
        }

        return type;
    }

    public bool IsTcpClient(ITypeSymbol? type) => IsA(type, _tcpClient);

    public bool IsTcpListener(ITypeSymbol? type) => IsA(type, _tcpListener);

    public bool IsUdpClient(ITypeSymbol? type) => IsA(type, _udpClient);

    public bool IsIPAddress(ITypeSymbol? type) => IsA(type, _ipAddress);

    public bool IsIPEndPoint(ITypeSymbol? type) => IsA(type, IPEndPoint);

    /// <summary>An <c>IPEndPoint</c>, or the type that code often declares it as.</summary>
    public bool IsEndPoint(ITypeSymbol? type) => IsIPEndPoint(type) || SymbolEqualityComparer.Default.Equals(type, IPEndPoint?.BaseType);

    /// <summary>A sequence of endpoints, or of what holds one each; a dictionary with one for each key; a tuple with one in it.</summary>
    public bool IsOfEndPoints(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { ElementType: var element } => IsOrHoldsEndPoint(element),
        INamedTypeSymbol { TypeArguments: [var element] } named => IsOrHoldsEndPoint(element) && IsSequence(named),
        INamedTypeSymbol { TypeArguments: [var key, var held] } named when !IsTuple(named) =>
            !IsOrHoldsEndPoint(key)
            && IsOrHoldsEndPoint(held)
            && (named.Name == "KeyValuePair" ? named.IsOfFramework() : IsSequence(named)),
        INamedTypeSymbol named when IsTuple(named) => named.TypeArguments.Count(IsOrHoldsEndPoint) == 1,
        _ => false,
    };

    private bool IsOrHoldsEndPoint(ITypeSymbol type) => IsEndPoint(type) || IsOfEndPoints(type);

    private static bool IsTuple(INamedTypeSymbol type) =>
        type.IsTupleType || (type is { Name: "Tuple", TypeArguments.Length: > 1 } && type.IsOfFramework());

    private static bool IsSequence(INamedTypeSymbol type) => type.AllInterfaces.Append(type).Any(IsEnumerable);

    /// <summary>Whether it yields the endpoints of a sequence one after the other, as that of an array does without saying so.</summary>
    public bool YieldsEndPoints(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Collections_IEnumerator
        || (type is INamedTypeSymbol named && named.AllInterfaces.Append(named).Any(each =>
            each is { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerator_T, TypeArguments: [var element] }
                && IsEndPoint(element)));

    private static bool IsEnumerable(INamedTypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T;

    /// <summary>A method that can only be a <c>BindIPEndPointDelegate</c>: nothing else has its signature.</summary>
    public bool IsEndPointCallback(IMethodSymbol method) =>
        ServicePoint is not null
        && method is { MethodKind: MethodKind.Ordinary, Parameters.Length: 3 }
        && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, ServicePoint)
        && IsIPEndPoint(method.Parameters[1].Type)
        && method.Parameters[2].Type.SpecialType == SpecialType.System_Int32
        && IsIPEndPoint(method.ReturnType);

    /// <summary>Whether a handler of the type is given a <c>SocketException</c>; that of an unknown type may be.</summary>
    public bool IsFailureOfSocket(ITypeSymbol? caught) =>
        caught is null or ITypeParameterSymbol or { SpecialType: SpecialType.System_Object }
            || IsA(_socketException, caught as INamedTypeSymbol);

    private static bool IsA(ITypeSymbol? type, INamedTypeSymbol? ancestor) => ancestor is not null && type.IsOrExtends(ancestor);
}
