using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Platforms;

namespace PortReuse.Analyzers.SocketFlow.Values;

/// <summary>The ways in which code asks which operating system it runs on.</summary>
internal static class SystemTests
{
    /// <summary>The answer to a question: <c>bool</c>, or <c>bool?</c> where there may be none.</summary>
    public static bool IsYesOrNo(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Boolean
        || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T,
            TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] };

    /// <summary><c>Value</c> of a <c>bool?</c>.</summary>
    public static bool IsAnswer(IPropertySymbol property) => property.Name == "Value" && IsYesOrNo(property.ContainingType);

    /// <summary>The systems on which the call answers true; null where it asks something else.</summary>
    /// <remarks>A test of a version too: where it fails, nothing can be done about it.</remarks>
    public static SystemTestFact? Of(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.ContainingType is not { ContainingNamespace: var containingNamespace } type)
        {
            return null;
        }

        var systems = type.Name == "OperatingSystem" && containingNamespace.Name == "System" ? OfOperatingSystem(call)
            : type.Name == "RuntimeInformation" && method.Name == "IsOSPlatform"
            && call.Arguments is [{ Value: var platform }] ? OfPlatform(platform)
            : null;
        return systems is { } known ? Pure(known) : null;
    }

    /// <summary><c>Environment.OSVersion.Platform == PlatformID.Unix</c> and its like; null where it asks something else.</summary>
    public static SystemTestFact? Of(IBinaryOperation comparison)
    {
        if (comparison.OperatorKind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)
            || (OfPlatformId(comparison.LeftOperand, comparison.RightOperand)
                ?? OfPlatformId(comparison.RightOperand, comparison.LeftOperand)) is not { } systems)
        {
            return null;
        }

        var test = Pure(systems);
        return comparison.OperatorKind == BinaryOperatorKind.Equals ? test : new(test.WhenFalse, test.WhenTrue);
    }

    /// <summary>A test that is true on these systems, and on no other.</summary>
    public static SystemTestFact Pure(Systems systems) => new(systems, Systems.All & ~systems);

    /// <summary>A constant, which is the same on every system.</summary>
    public static SystemTestFact Always(bool constant) => constant ? new(Systems.All, Systems.None) : new(Systems.None, Systems.All);

    /// <summary>The system that a condition tests for; null if some path does not test it.</summary>
    public static SystemTestFact? Of(Value condition) =>
        !condition.MayBeOther && condition.HasFacts && condition.Facts.All(fact => fact is SystemTestFact)
            ? condition.Facts.OfType<SystemTestFact>().Aggregate(
                (one, other) => new(one.WhenTrue | other.WhenTrue, one.WhenFalse | other.WhenFalse))
            : null;

    /// <summary>
    /// What <c>[SupportedOSPlatformGuard]</c>, or its opposite, says of the system when the member is true; null without either.
    /// </summary>
    public static SystemTestFact? GuardedBy(ISymbol member)
    {
        var supported = Systems.None;
        var unsupported = Systems.None;
        foreach (var attribute in member.GetAttributes())
        {
            if (attribute.FirstText() is { } name)
            {
                switch (attribute.AttributeClass?.Name)
                {
                    case "SupportedOSPlatformGuardAttribute":
                        supported |= TargetSystems.ByName(name);
                        break;
                    case "UnsupportedOSPlatformGuardAttribute":
                        unsupported |= TargetSystems.ByName(name) & ~Systems.Other;
                        break;
                }
            }
        }

        var whenTrue = (supported == Systems.None ? Systems.All : supported) & ~unsupported;
        return whenTrue == Systems.All ? null : Pure(whenTrue);
    }

    /// <summary>
    /// One arm of <c>&amp;&amp;</c> or <c>||</c>, evaluated on some systems only: what the arms have in common tells the system.
    /// </summary>
    public static Value OfArm(IOperation arm, Value value, Systems systems)
    {
        if (arm.Type?.SpecialType != SpecialType.System_Boolean)
        {
            return value;
        }

        if (value.HasFacts)
        {
            return value.Facts.Any(IsConstant)
                ? Value.Of(value.Facts.Select(fact => fact is SystemTestFact test
                    ? test with { WhenTrue = test.WhenTrue & systems, WhenFalse = test.WhenFalse & systems } : fact), value.MayBeOther)
                : value;
        }

        return arm.ConstantValue is { HasValue: true, Value: bool constant }
                ? Value.Of(constant ? new SystemTestFact(systems, Systems.None) : new SystemTestFact(Systems.None, systems))
            : systems != Systems.All ? Value.Of(new SystemTestFact(systems, systems))
            : value;
    }

    /// <summary>Whether the fact says which of the two it is, whatever the system.</summary>
    public static bool IsConstant(Fact fact) =>
        fact is SystemTestFact { WhenTrue: Systems.None } or SystemTestFact { WhenFalse: Systems.None };

    /// <summary>A comparison with <c>true</c> or <c>false</c>.</summary>
    public static Value Is(Value test, bool constant) => constant ? test : Not(test);

    public static Value Not(Value test) => test.Facts.Any(fact => fact is ConditionFact) ? Value.Unknown : Value.Of(
        test.Facts.OfType<SystemTestFact>()
            .Select(fact => fact with { WhenTrue = fact.WhenFalse, WhenFalse = fact.WhenTrue }), test.MayBeOther);

    private static Systems? OfPlatformId(IOperation asked, IOperation constant) =>
        asked is IPropertyReferenceOperation { Property: { Name: "Platform", ContainingType.Name: "OperatingSystem" } }
        && constant is IFieldReferenceOperation { Field: { ContainingType.Name: "PlatformID", Name: var name } }
            ? name switch
            {
                "Unix" => Systems.Unix,
                "MacOSX" => Systems.MacOS,
                "Win32NT" => Systems.Windows,
                _ => Systems.None,
            }
            : null;

    private static Systems? OfOperatingSystem(IInvocationOperation call)
    {
        const string VersionAtLeast = nameof(VersionAtLeast);
        var name = call.TargetMethod.Name;
        switch (name.EndsWith(VersionAtLeast, StringComparison.Ordinal) ? name.Substring(0, name.Length - VersionAtLeast.Length) : name)
        {
            case "IsLinux":
                return Systems.Linux;
            case "IsWindows":
                return Systems.Windows;
            case "IsMacOS":
                return Systems.MacOS;
            case "IsFreeBSD":
                return Systems.FreeBsd;
            case "IsOSPlatform" when call.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: string platform } }, ..]:
                return TargetSystems.ByName(platform);
            case "IsAndroid" or "IsIOS" or "IsTvOS" or "IsBrowser" or "IsWasi" or "IsMacCatalyst" or "IsWatchOS":
                return Systems.Other;
            default:
                return null;
        }
    }

    private static Systems? OfPlatform(IOperation platform) => platform switch
    {
        IPropertyReferenceOperation { Property: { ContainingType.Name: "OSPlatform", Name: var name } } => TargetSystems.ByName(name),
        IInvocationOperation
        {
            TargetMethod: { Name: "Create", ContainingType.Name: "OSPlatform" },
            Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string name } }],
        } => TargetSystems.ByName(name),
        _ => null,
    };
}
