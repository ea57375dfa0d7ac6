using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow;

namespace PortReuse.Analyzers.Rules;

/// <summary>One rule: its descriptor, and a question put to what happens to the sockets of a member.</summary>
internal abstract class SocketRule
{
    private protected const string Reliability = nameof(Reliability);

    public abstract DiagnosticDescriptor Descriptor { get; }

    public abstract IEnumerable<Diagnostic> Examine(SocketFlowAnalysis analysis, SocketTypes types);
}
