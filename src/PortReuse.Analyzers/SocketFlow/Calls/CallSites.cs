using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Calls;

/// <summary>Answers from the syntax of a call about the code that it runs.</summary>
internal static class CallSites
{
    /// <summary><c>Assert.Throws&lt;SocketException&gt;(() => …)</c>, in whichever test framework, be it at hand or not.</summary>
    /// <remarks>
    /// The name is evidence on purpose, also where the code is in sight: that catches what may be thrown, and only the name says that it
    /// must be.
    /// </remarks>
    public static bool IsAssertedToThrow(IOperation callSite) =>
        (callSite.Syntax as ArgumentSyntax
            ?? callSite.Syntax.Parent) is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: var called } }
        && ((called as MemberAccessExpressionSyntax)?.Name ?? called) is SimpleNameSyntax { Identifier.ValueText: var name }
        && name.StartsWith("Throws", StringComparison.Ordinal);

    /// <summary>
    /// An event, whose handlers are not expected to replace what the type holds; or what is given a text, or an exception, and nothing to
    /// act upon: a log.
    /// </summary>
    public static bool IsNotification(IMethodSymbol method, Value instance) =>
        instance.Facts.Any(fact => fact is EventFact)
        || (method is { MethodKind: MethodKind.DelegateInvoke, ReturnsVoid: true }
            && method.Parameters.All(parameter => IsPlain(parameter.Type))
            && method.Parameters.Any(parameter => parameter.Type.SpecialType == SpecialType.System_String || IsException(parameter.Type)));

    /// <summary>
    /// A query, <c>Parallel</c>, or a method of a collection: what it is given runs for each element. So does what a task or a thread is
    /// given that is started in each turn of a loop, while that of the turn before still runs.
    /// </summary>
    public static bool RunsManyTimes(IOperation callSite) => (callSite as IArgumentOperation)?.Parent switch
    {
        IInvocationOperation call => RunsForEach(call) || (IsOfThreads(call.TargetMethod.ContainingType) && IsInLoop(call.Syntax)),
        IObjectCreationOperation { Type: INamedTypeSymbol type } creation => IsOfThreads(type) && IsInLoop(creation.Syntax),
        _ => callSite is IInvocationOperation itself && RunsForEach(itself),
    };

    /// <summary>The argument is code that the framework runs on its own: a thread, a task, a timer or the pool is given it.</summary>
    public static bool StartsCode(IArgumentOperation argument) => argument.Parent switch
    {
        IInvocationOperation { TargetMethod.ContainingType: var type } =>
            IsOfThreads(type) && type.Name is "Task" or "TaskFactory" or "ThreadPool",
        IObjectCreationOperation { Type: var made } =>
            IsStarter(made) || (made is { Name: "Timer" } && IsOfThreads(made as INamedTypeSymbol)),
        _ => false,
    };

    /// <summary>A thread or a task that is to be started.</summary>
    public static bool IsStarter(ITypeSymbol? type) => type is { Name: "Thread" or "Task" } && IsOfThreads(type as INamedTypeSymbol);

    public static bool IsStart(IMethodSymbol method) => method is { Name: "Start", IsStatic: false } && IsStarter(method.ContainingType);

    private static bool RunsForEach(IInvocationOperation call) =>
        call.TargetMethod is { DeclaringSyntaxReferences.IsEmpty: true, MethodKind: not MethodKind.DelegateInvoke,
            ContainingType: var type }
        && (IsOfThreads(type)
            ? type.Name == "Parallel"
            : IsSequence(call.Instance?.Type) || call.Arguments.Any(argument => IsSequence(argument.Value.Type)));

    private static bool IsOfThreads(INamedTypeSymbol? type) =>
        type.IsOfFramework() && type!.ContainingNamespace is { Name: "Threading" or "Tasks" };

    private static bool IsInLoop(SyntaxNode code) => code.Ancestors()
        .TakeWhile(around => around is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax))
        .Any(around => around is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax);

    private static bool IsSequence(ITypeSymbol? type) =>
        type is not null && type.SpecialType != SpecialType.System_String
        && (type is IArrayTypeSymbol || type.AllInterfaces.Append(type)
            .Any(each => each.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T));

    private static bool IsPlain(ITypeSymbol type) =>
        type.SpecialType is not (SpecialType.None or SpecialType.System_Object) || type.TypeKind == TypeKind.Enum || IsException(type);

    /// <summary>By its name only where the type is not at hand.</summary>
    private static bool IsException(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Error ? type.Name.EndsWith("Exception", StringComparison.Ordinal) : type.IsException();
}
