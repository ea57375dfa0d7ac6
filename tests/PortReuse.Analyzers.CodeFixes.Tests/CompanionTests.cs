using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>What the fixes are tried on as the companion has to be as the companion is.</summary>
public sealed class CompanionTests
{
    private static readonly SymbolDisplayFormat Signature = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithMemberOptions(
            SymbolDisplayMemberOptions.IncludeAccessibility
            | SymbolDisplayMemberOptions.IncludeContainingType
            | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeType)
        .WithParameterOptions(
            SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeExtensionThis
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeType);

    [Fact]
    public void The_companion_has_each_public_member_of_its_copy()
    {
        var copied = PublicMembers(Companion.Reference).ToList();

        Assert.NotEmpty(copied);
        Assert.Empty(copied.Except(PublicMembers(MetadataReference.CreateFromFile(typeof(OutboundConnector).Assembly.Location))));
    }

    private static IEnumerable<string> PublicMembers(MetadataReference companion)
    {
        var compilation = CSharpCompilation.Create("Caller", references: Net100.References.All.Append(companion));
        var assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(companion)!;
        var types = assembly.GlobalNamespace.GetNamespaceMembers().Single(space => space.Name == "PortReuse").GetTypeMembers();
        return
            from type in types
            where type.DeclaredAccessibility == Accessibility.Public
            from member in type.GetMembers()
            where member.DeclaredAccessibility == Accessibility.Public
            select member.ToDisplayString(Signature);
    }
}
