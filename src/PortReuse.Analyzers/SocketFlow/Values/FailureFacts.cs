using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Values;

/// <summary>An exception that the code may have: the collision itself, or one that wraps it or came in its place.</summary>
internal sealed record ExceptionFact(ITypeSymbol? Type, bool IsCollision, ExceptionFact? Inner = null) : Fact
{
    /// <summary>The one that all the others wrap.</summary>
    public ExceptionFact Innermost => Inner?.Innermost ?? this;

    /// <summary>Whether a handler of the type receives it; null: perhaps, for all that is known of its type.</summary>
    public bool? IsA(ITypeSymbol? ancestor)
    {
        if (ancestor is null || ancestor.SpecialType == SpecialType.System_Object)
        {
            return true;
        }

        return Type is null ? null
            : Type.IsOrExtends(ancestor) ? true
            : !IsCollision && ancestor.IsOrExtends(Type) ? null : false;
    }

    public override string ToString() => Inner is null ? Type?.Name ?? "?" : $"{Type?.Name}({Inner})";
}

/// <summary>The exceptions inside an <see cref="AggregateException"/>.</summary>
internal sealed record InnerExceptionsFact(ExceptionFact Inner) : Fact;

internal enum ErrorCodeKind
{
    /// <summary><c>SocketError.AddressNotAvailable</c>.</summary>
    SocketError,

    /// <summary>The system's own number for it: which system that is, is not known.</summary>
    Native,

    /// <summary><see cref="TaskStatus.Faulted"/>.</summary>
    TaskStatus,
}

/// <summary>The code that tells of the failure.</summary>
internal sealed record ErrorCodeFact(ErrorCodeKind Kind) : Fact;

/// <summary>
/// A task, or an <c>IAsyncResult</c>, that has failed, or will: its exception comes out where it is waited for. <paramref name="Depth"/>
/// tasks are around the one that has failed, as <c>Task.WhenAny</c> puts one around it.
/// </summary>
internal sealed record FailedTaskFact(ExceptionFact Exception, int Depth) : Fact
{
    /// <summary>There is no task: a delegate throws it that some other code runs.</summary>
    public bool IsThrown { get; init; }

    /// <summary>The task that a continuation is given.</summary>
    public bool IsAntecedent { get; init; }
}

/// <summary>The path here has come by the failure of the connect: it has surfaced in a body, at one of its operations.</summary>
/// <param name="Exception">What was thrown, and is on its way or caught.</param>
/// <param name="Body">The body.</param>
/// <param name="Block">The block.</param>
/// <param name="Origin">The operation, as it is written.</param>
internal sealed record FailureFact(ExceptionFact Exception, FlowBody Body, int Block, SyntaxNode Origin) : Fact
{
    /// <summary>A handler of <see cref="Body"/> has it, or <see cref="Body"/> is a continuation, which is a handler as a whole.</summary>
    public bool IsCaught { get; init; }

    /// <summary>The statement that the handler is of; null for a continuation.</summary>
    public ControlFlowRegion? Statement { get; init; }

    /// <summary>A condition on the way has told the collision from other errors.</summary>
    public bool IsIdentified { get; init; }

    /// <summary>
    /// The block of <see cref="Body"/> that was chosen by something that only the failure can have brought about; in a continuation, all
    /// that follows is.
    /// </summary>
    public int? ChosenBlock { get; init; }
}
