using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.CodeFixes.Attempts;

/// <summary>The addresses that a connect goes through, written out: an expression for all of them, and the connect to one.</summary>
internal sealed class ConnectAddresses
{
    private ConnectAddresses(string? host, ExpressionSyntax? array, string port, IReadOnlyList<ArgumentSyntax> replaced, bool keepsPort)
    {
        Host = host;
        Array = array;
        Port = port;
        Replaced = replaced;
        KeepsPort = keepsPort;
    }

    /// <summary>The arguments that one address and the port take the place of.</summary>
    public IReadOnlyList<ArgumentSyntax> Replaced { get; }

    /// <summary>The name to be resolved; null where there is an array of addresses.</summary>
    private string? Host { get; }

    private ExpressionSyntax? Array { get; }

    private string Port { get; }

    private bool KeepsPort { get; }

    public static ConnectAddresses? TryCreate(FixPass pass, ConnectStatement connect)
    {
        var arguments = connect.Call.ArgumentList.Arguments;
        var parameters = connect.Method.Parameters;

        if (arguments.Count == 0
            || arguments.Count > parameters.Length
            || arguments.Any(argument => argument.NameColon is not null)
            || !arguments.Skip(1).All(argument => DroppableArguments.Is(argument.Expression, pass.Model)))
        {
            return null;
        }

        var first = arguments[0].Expression;

        switch (parameters[0].Type)
        {
            case { SpecialType: SpecialType.System_String } when arguments.Count > 1:
                return new ConnectAddresses(OneLine.Of(first), null, OneLine.Of(arguments[1]), [arguments[0]], keepsPort: true);
            case IArrayTypeSymbol { ElementType.Name: "IPAddress" } when arguments.Count > 1:
                return new ConnectAddresses(null, first, OneLine.Of(arguments[1]), [arguments[0]], keepsPort: true);
            case { Name: "EndPoint" } when first is ObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } parts } made
                && pass.Model.GetTypeInfo(made).Type is { Name: "DnsEndPoint" }
                && DroppableArguments.Is(parts[1].Expression, pass.Model):
                return new ConnectAddresses(OneLine.Of(parts[0]), null, OneLine.Of(parts[1]), [arguments[0]], keepsPort: false);
            case { Name: "EndPoint" } when pass.Model.GetTypeInfo(first).Type is { Name: "DnsEndPoint" } && SideEffects.CanRepeat(first):
                var name = OneLine.Of(first);
                return new ConnectAddresses($"{name}.Host", null, $"{name}.Port", [arguments[0]], keepsPort: false);
            default:
                return null;
        }
    }

    /// <summary>A variable that holds the addresses already, none of which need be left out.</summary>
    public string? NameOfAll(FixPass pass, string? family) =>
        family is null && Array is IdentifierNameSyntax && pass.Model.GetSymbolInfo(Array).Symbol is ILocalSymbol or IParameterSymbol
            ? OneLine.Of(Array)
            : null;

    /// <summary>The new text of the replaced arguments.</summary>
    public string One(string address) => KeepsPort ? address : $"{address}, {Port}";

    /// <summary>All addresses that the socket can connect to, in their order.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="connect">The connect.</param>
    /// <param name="family">The one family that the socket has; null where it has both.</param>
    public string All(FixPass pass, ConnectStatement connect, string? family)
    {
        var position = connect.Statement.SpanStart;

        if (Array is not null)
        {
            return family is null ? OneLine.Of(Array) : Filter(pass, position, connect, OneLine.Of(Array), family);
        }

        var dns = TypeName.At("System.Net.Dns", pass, position);
        var (method, wait) = connect.IsAwaited ? ("GetHostAddressesAsync", "await ") : ("GetHostAddresses", "");
        var tail = connect.IsAwaited && connect.Statement.ToString().Contains(".ConfigureAwait(false)") ? ".ConfigureAwait(false)" : "";
        var cancellation = connect.IsAwaited ? CancellationOf(connect) : null;
        var takesFamily = pass.Compilations.All(compilation => HasOverload(compilation, method, "AddressFamily"));
        var takesCancellation = cancellation is not null
            && pass.Compilations.All(compilation => HasOverload(compilation, method, "CancellationToken"));

        var arguments = Host
            + (family is not null && takesFamily ? $", {family}" : "")
            + (takesCancellation ? $", {cancellation}" : "");
        var resolved = $"{wait}{dns}.{method}({arguments}){tail}";

        return family is null || takesFamily ? resolved : Filter(pass, position, connect, resolved, family);
    }

    private static string? CancellationOf(ConnectStatement connect) =>
        connect.Method.Parameters.FirstOrDefault(parameter => parameter.Type.Name == "CancellationToken") is { Ordinal: var index }
            && index < connect.Call.ArgumentList.Arguments.Count
                ? OneLine.Of(connect.Call.ArgumentList.Arguments[index])
                : null;

    private static string Filter(FixPass pass, int position, ConnectStatement connect, string addresses, string family)
    {
        var array = TypeName.At("System.Array", pass, position);
        var each = pass.FreshName("address", connect.Statement);

        return $"{array}.FindAll({addresses}, {each} => {each}.AddressFamily == {family})";
    }

    private static bool HasOverload(Compilation compilation, string method, string parameter) =>
        compilation.TypeNamed("System.Net.Dns")?.GetMembers(method).OfType<IMethodSymbol>()
            .Any(candidate => candidate.Parameters.Length > 1
                && candidate.Parameters[0].Type.SpecialType == SpecialType.System_String
                && candidate.Parameters.Any(each => each.Type.Name == parameter)) == true;
}
