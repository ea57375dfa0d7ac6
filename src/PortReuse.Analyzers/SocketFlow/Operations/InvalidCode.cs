using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Calls;
using PortReuse.Analyzers.SocketFlow.Sockets;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Operations;

/// <summary>
/// Code that does not compile, or of which a reference is missing: what is called on a socket says by its name what it is.
/// </summary>
internal static class InvalidCode
{
    public static Value Evaluate(IInvalidOperation invalid, Func<IOperation, Value> evaluate, SocketCalls socketCalls, CallFollower calls)
    {
        var values = invalid.ChildOperations.Select(child => (Operation: child, Value: evaluate(child))).ToList();
        if (invalid.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var called } }
            && values.FirstOrDefault(child => child.Value.Sockets.Count > 0) is { Operation: not null } receiver)
        {
            return socketCalls.CallByName(invalid, called.Identifier.ValueText, receiver.Operation, receiver.Value,
                values.Where(child => child.Operation != receiver.Operation).Select(child => child.Value));
        }

        foreach (var (child, value) in values)
        {
            calls.Escape(child, value);
        }

        return Value.Unknown;
    }
}
