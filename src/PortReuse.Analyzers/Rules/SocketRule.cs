using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;

namespace PortReuse.Analyzers.Rules;

/// <summary>One rule: its descriptor, and a question put to what happens to the sockets of a member.</summary>
internal abstract class SocketRule
{
    private protected const string Reliability = nameof(Reliability);

    /// <summary>A tag: what is flagged cannot have worked, so that the preset Recommended makes it an error.</summary>
    private protected const string NeverWorks = nameof(NeverWorks);

    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>Whether anything has happened of what the rule is about. Most rules have nothing to ask of most types.</summary>
    public abstract bool Concerns(SocketFlowAnalysis analysis);

    public abstract IEnumerable<Diagnostic> Examine(SocketFlowAnalysis analysis, CompilationScope scope);
}
