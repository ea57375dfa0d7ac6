using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>The ways in which code asks which operating system it runs on.</summary>
internal static class SystemTests
{
    /// <summary>The systems on which the call answers true; null where it asks something else.</summary>
    public static Systems? Of(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.ContainingType is not { ContainingNamespace: var containingNamespace } type)
        {
            return null;
        }

        if (type.Name == "OperatingSystem" && containingNamespace.Name == "System" && method.Name.StartsWith("Is", StringComparison.Ordinal))
        {
            return OfOperatingSystem(call);
        }

        if (type.Name == "RuntimeInformation"
            && method.Name == "IsOSPlatform"
            && call.Arguments is [{ Value: var platform }]
            && containingNamespace.Name == "InteropServices")
        {
            return OfPlatform(platform);
        }

        return null;
    }

    public static Value Not(Value test) => Value.Of(
        test.Facts.OfType<SystemTestFact>().Select(fact => new SystemTestFact(Systems.All & ~fact.WhenTrue)), test.MayBeOther);

    private static Systems? OfOperatingSystem(IInvocationOperation call)
    {
        switch (call.TargetMethod.Name)
        {
            case "IsLinux":
                return Systems.Linux;
            case "IsWindows":
                return Systems.Windows;
            case "IsMacOS":
                return Systems.MacOS;
            case "IsFreeBSD":
                return Systems.FreeBsd;
            case "IsOSPlatform" when call.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: string name } }]:
                return TargetSystems.ByName(name);
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
