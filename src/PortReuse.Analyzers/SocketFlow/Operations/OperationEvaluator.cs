using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Calls;
using PortReuse.Analyzers.SocketFlow.Collisions;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Sockets;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Operations;

/// <summary>
/// Runs one operation after the other: what each is worth, and what it stores where. What a call on a socket means is
/// <see cref="SocketCalls"/>' business; every other call is <see cref="CallFollower"/>'s.
/// </summary>
internal sealed class OperationEvaluator(
    SocketTypes types, TransferContext context, CallFollower calls, SocketCalls socketCalls, CollisionAnswers? answers)
{
    private CompositeValues? _composites;
    private Assignments? _assignments;
    private MemberReads? _members;
    private Sequences? _sequences;
    private ByteCalls? _bytes;

    private Assignments Assignments => _assignments ??= new(types, context, calls, socketCalls, Sequences, Bytes, Evaluate);

    private MemberReads Members => _members ??= new(types, context, calls, socketCalls, Evaluate);

    private Sequences Sequences => _sequences ??= new(types, context, calls);

    private ByteCalls Bytes => _bytes ??= new(context);

    private CompositeValues Composites => _composites ??= new(types, context, calls, Evaluate);

    public Value Evaluate(IOperation operation)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (ConstantValues.OfConstant(operation) is { } constant)
        {
            return operation.ConstantValue.Value is bool flag && context.State.IsAfterFailure ? Value.Of(SystemTests.Always(flag))
                : constant is { Facts: [NumberFact number] } && context.State.Systems != Systems.All
                ? Value.Of(number with { On = context.State.Systems })
                : constant;
        }

        switch (operation)
        {
            case IExpressionStatementOperation statement:
                return Evaluate(statement.Operation);
            case ISimpleAssignmentOperation assignment:
                return Assignments.Assign(assignment.Target, assignment.Value);
            case IFlowCaptureOperation capture:
                return Capture(capture);
            case IFlowCaptureReferenceOperation reference:
                return context.Values.Read(Place.Of(reference.Id), context.State, reference);
            case ILocalReferenceOperation when answers?.IsFalse(operation, Value.None) == true:
                return Value.Of(SystemTests.Always(false));
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return context.PlaceOf(operation, context.State) is { } place
                    ? context.Values.Read(place, context.State, operation)
                    : context.FromUnknown(operation);
            case IArrayElementReferenceOperation element:
                return Composites.ArrayElement(element);
            case IArrayCreationOperation { Initializer.ElementValues: var elements } array when types.IsOfEndPoints(array.Type):
                return Sequences.Of(elements, Evaluate);
            case IArrayCreationOperation array when answers is not null && FailedTasks.Elements(array, Evaluate) is { } tasks:
                return tasks;
            case IArrayCreationOperation or IDefaultValueOperation or IUtf8StringOperation
                or { Kind: OperationKind.None } or { Syntax: CollectionExpressionSyntax }
                when ZeroBytes.AreMadeBy(operation):
                return ZeroBytes.Value;
            case IAddressOfOperation { Reference: var pointed }:
                return Evaluate(pointed);
            case ITupleOperation tuple:
                return Composites.Tuple(tuple);
            case IInvalidOperation invalid:
                return InvalidCode.Evaluate(invalid, Evaluate, socketCalls, calls);
            case IInstanceReferenceOperation { Type: INamedTypeSymbol type } itself
                when types.IsSocket(type) && context.Frame.Receiver is { IsKnown: true } receiver:
                return context.Values.Read(receiver.Place ?? Place.Itself(SocketTypes.FrameworkTypeOf(type)), context.State, itself);
            case IEventReferenceOperation raised:
                Members.Owner(raised);
                return Value.Of(EventFact.Instance);
            case IFieldReferenceOperation field:
                return Members.Field(field);
            case IPropertyReferenceOperation property:
                return Members.Property(property);
            case IInvocationOperation invocation:
                return Invoke(invocation);
            case IObjectCreationOperation creation:
                return Create(creation);
            case { Type: INamedTypeSymbol { Name: "Expression", ContainingNamespace.Name: "Expressions" } }:
                // An expression tree describes what it does, and does not do it.
                return Value.Unknown;
            case IConversionOperation { OperatorMethod: null } conversion:
                return FailureTests.Convert(conversion, context.AsSocket(conversion, conversion.Type, Evaluate(conversion.Operand)));
            case IConversionOperation { Operand: var operand }:
                // IntPtr to int and the like: a handle stays the handle of its socket, and an array what it is as a span.
                return Evaluate(operand) is var converted && ZeroBytes.Are(converted) && ZeroBytes.IsRow(operation.Type)
                    ? ZeroBytes.Value
                    : Handles(converted);
            case IAwaitOperation awaited:
                return Await(awaited);
            case ITranslatedQueryOperation query:
                return Evaluate(query.Operation);
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return SystemTests.Not(Evaluate(not.Operand));
            case IBinaryOperation binary:
                return BinaryOperators.Evaluate(binary, Evaluate);
            case IDelegateCreationOperation { Target: IMethodReferenceOperation { Instance: { } owner } group }
                when types.IsSocket(group.Method.ContainingType):
                return socketCalls.MayCall(group, Evaluate(owner));
            case IDelegateCreationOperation creation:
                return calls.Delegates.Made(
                    creation, creation.Target is IMethodReferenceOperation ? Members.Owner(creation.Target) : Evaluate(creation.Target));
            case IFlowAnonymousFunctionOperation function:
                return Value.Of(new DelegateFact(calls.Bodies.Of(function, context.Frame.Body), context.Frame, context.State.Systems));
            case ICaughtExceptionOperation:
                return Value.Of(context.State.Failures.Select(failure => failure.Exception), mayBeOther: !context.State.IsAfterFailure);
            case IIsNullOperation { Operand: var operand }:
                return FailureTests.IsNull(Evaluate(operand));
            case IIsTypeOperation isType:
                return FailureTests.IsType(isType, Evaluate(isType.ValueOperand));
            case IIsPatternOperation { Value: { Type.SpecialType: SpecialType.System_Boolean } asked,
                Pattern: IConstantPatternOperation answer }
                when answer.Value.ConstantValue is { HasValue: true, Value: bool expected }:
                return SystemTests.Is(Evaluate(asked), expected);
            case IIsPatternOperation isPattern:
                var matched = Evaluate(isPattern.Value);
                Composites.Declare(isPattern.Pattern, matched);
                return FailureTests.Match(isPattern.Pattern, matched, Evaluate);
            case IDeclarationExpressionOperation declaration:
                return Evaluate(declaration.Expression);
            case ICompoundAssignmentOperation { Target: var target, Value: var value }:
                calls.Escape(value, Evaluate(value));
                return Assignments.Change(target);
            case IIncrementOrDecrementOperation { Target: var target }:
                return Assignments.Change(target);
            case IDeconstructionAssignmentOperation deconstruction:
                Composites.Deconstruct(deconstruction.Target, Evaluate(deconstruction.Value), deconstruction.Value);
                return Value.Unknown;
            case IEventAssignmentOperation { HandlerValue: var handler }:
                calls.Escape(handler, Evaluate(handler));
                return Value.Unknown;
            case { Syntax: CollectionExpressionSyntax } when types.IsOfEndPoints(operation.Type):
                return Sequences.Of(operation.ChildOperations, Evaluate);
            default:
                foreach (var child in operation.ChildOperations)
                {
                    calls.Escape(child, Evaluate(child));
                }

                return Value.Unknown;
        }
    }

    private Value Await(IAwaitOperation awaited)
    {
        var value = Evaluate(awaited.Operation);
        if (calls.Failed?.Await(awaited, value) is { } result)
        {
            return result;
        }

        if (Tasks.IsStored(awaited.Operation))
        {
            socketCalls.Finish(awaited, value);
        }

        return value;
    }

    /// <summary>The graph names a subexpression.</summary>
    private Value Capture(IFlowCaptureOperation capture)
    {
        var value = SystemTests.OfArm(capture.Value, Evaluate(capture.Value), context.State.Systems);
        context.SetState(context.State.With(Place.Of(capture.Id), value));
        return value;
    }

    /// <summary>Evaluates in the order of the code; the values come in the order of the parameters.</summary>
    private Value[] Arguments(ImmutableArray<IArgumentOperation> arguments)
    {
        var values = new Value[arguments.Length];
        foreach (var argument in arguments)
        {
            // Which way a flag decides is known to the code that is given a constant.
            var value = argument.Value.ConstantValue is { HasValue: true, Value: bool flag }
                ? Value.Of(SystemTests.Always(flag))
                : Evaluate(argument.Value);
            if (argument.Parameter?.Ordinal is { } ordinal && ordinal < values.Length)
            {
                values[ordinal] = value;
            }
        }

        return values;
    }

    private Value Invoke(IInvocationOperation invocation)
    {
        if (ConditionalCalls.IsLeftOut(invocation))
        {
            return Value.Unknown;
        }

        if (SystemTests.Of(invocation) is { } test)
        {
            return Value.Of(test);
        }

        if (invocation.TargetMethod is { Parameters.IsEmpty: true } asked
            && SystemTests.IsYesOrNo(asked.ReturnType)
            && context.Values.Declared.GuardOf(asked) is { HasFacts: true } guard)
        {
            return guard;
        }

        // "socket.Extension()" passes its receiver as the first argument.
        var instance = invocation.Instance is { } receiverOperation ? Evaluate(receiverOperation) : Value.None;
        var arguments = Arguments(invocation.Arguments);

        if ((FailureTests.Call(invocation, instance, arguments) ?? calls.Failed?.Call(invocation, instance, arguments)
            ?? socketCalls.TryCall(invocation, instance, arguments)) is { } result)
        {
            return result;
        }

        return Bytes.Call(invocation, instance, arguments)
            ?? Sequences.Call(invocation, instance, arguments) ?? calls.Invoke(invocation, instance, arguments);
    }

    private Value Create(IObjectCreationOperation creation)
    {
        var arguments = Arguments(creation.Arguments);

        if (types.IsIPEndPoint(creation.Type) && arguments.Length == 2)
        {
            return ConstantValues.OfEndPoint(arguments[0], arguments[1], creation.Syntax);
        }

        if (ByteCalls.Made(creation, arguments) is { } row)
        {
            return row;
        }

        if (types.IsSocket(creation.Type))
        {
            return socketCalls.Create(creation, arguments);
        }

        return creation.Type?.Name switch
        {
            "DnsEndPoint" => Value.Of(HostNameFact.Instance),
            "SocketAsyncEventArgs" when !calls.NeverConnect => Value.Of(new ObjectFact(context.CreateObject(creation, creation.Type))),
            "Lazy" when (creation.Type as INamedTypeSymbol).IsOfFramework()
                && arguments is [var factory, ..] && factory.Facts.Any(fact => fact is DelegateFact) =>
                calls.Delegates.RunAll(creation, factory, isCertain: false),
            _ when answers is not null && creation.Type.IsException() => Value.Of(FailureTests.Created(creation, arguments)),
            _ when Sequences.CopyOf(arguments) is { HasFacts: true } copy && (creation.Type as INamedTypeSymbol).IsOfFramework() => copy,
            _ => calls.Create(creation, arguments),
        };
    }

    private static Value Handles(Value value) =>
        value.Sockets.Count > 0 ? Value.Of(value.Facts.OfType<SocketFact>(), value.MayBeOther) : Value.Unknown;
}
