using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>A <c>new TcpClient(endPoint)</c>, which binds before its caller can set an option.</summary>
internal sealed class BindingConstructor
{
    private BindingConstructor(
        BaseObjectCreationExpressionSyntax creation, ArgumentSyntax argument, INamedTypeSymbol tcpClient, ITypeSymbol endPointType)
    {
        Creation = creation;
        Argument = argument;
        TcpClient = tcpClient;
        EndPointType = endPointType;
    }

    public BaseObjectCreationExpressionSyntax Creation { get; }

    /// <summary>The endpoint, with its name if it was passed by name.</summary>
    public ArgumentSyntax Argument { get; }

    public INamedTypeSymbol TcpClient { get; }

    public ITypeSymbol EndPointType { get; }

    public static BindingConstructor? TryCreate(FixPass pass, BaseObjectCreationExpressionSyntax creation) =>
        creation.ArgumentList is { Arguments: { Count: 1 } arguments }
            && pass.Model.GetSymbolInfo(creation).Symbol is IMethodSymbol { Parameters: { Length: 1 } parameters } constructor
            && pass.Model.IsTcpClient(constructor.ContainingType)
            && parameters[0].Type is { Name: "IPEndPoint" } endPointType
                ? new BindingConstructor(creation, arguments[0], constructor.ContainingType, endPointType)
                : null;
}
