using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Sources;

namespace PortReuse.Analyzers.CodeFixes.PortChoice;

/// <summary>A way to write "leave the choice of the port to the connect".</summary>
internal abstract class DeferredPortOption : OptionStatement
{
    private const string Socket = "System.Net.Sockets.Socket";

    private static readonly DeferredPortOption Companion = new CompanionCall();
    private static readonly DeferredPortOption CompanionBind = new CompanionBindCall();
    private static readonly DeferredPortOption Raw = new RawLinuxOption();
    private static readonly DeferredPortOption Windows = new WindowsOption();

    /// <summary>
    /// The method that is called in the place of the bind, and does all that is needed; null where the option is set before it.
    /// </summary>
    public virtual CompanionMethod? InsteadOfBind => null;

    /// <summary>The ways that every project, or target framework, that the file belongs to can take, the best first.</summary>
    public static IEnumerable<DeferredPortOption> Choose(bool windowsOnly, IReadOnlyCollection<Compilation> compilations)
    {
        var fit = new[] { CompanionBind, Companion, windowsOnly ? Windows : Raw }.Where(option => compilations.All(option.Fits)).ToList();

        // The companion's ways stand in for each other; the option by its number is for where there is no companion.
        return fit.Any(option => option is CompanionCall) ? fit.OfType<CompanionCall>() : fit.Take(1);
    }

    private protected abstract bool Fits(Compilation compilation);

    private static NewStatement When(string? condition, string call) =>
        condition is null ? new(call) : new($"if ({condition}) {{ {call} }}", [$"if ({condition})", "{", $"\t{call}", "}"]);

    private static bool HasMember(Compilation compilation, string type, string member) =>
        compilation.TypeNamed(type)?.GetMembers(member).IsEmpty == false;

    private class CompanionCall : DeferredPortOption
    {
        private protected virtual CompanionMethod Method => CompanionMethod.TrySetBindAddressNoPort;

        public override NewStatement Set(string callPrefix, FixPass pass, int position, string? condition = null) =>
            When(condition, $"{callPrefix}{CompanionMethod.TrySetBindAddressNoPort.Name}();");

        public override IEnumerable<TextChange> Imports(FixPass pass, int position) => Method.Imports(pass, position);

        private protected override bool Fits(Compilation compilation) => Method.IsIn(compilation);
    }

    /// <summary>Also keeps the search for a port short, which only a call in the place of the bind can do.</summary>
    private sealed class CompanionBindCall : CompanionCall
    {
        public override CompanionMethod InsteadOfBind => CompanionMethod.BindForConnect;

        private protected override CompanionMethod Method => InsteadOfBind;

        public override IReadOnlyList<NewStatement> SetAndBind(string callPrefix, string endPoint, FixPass pass, int position) =>
            [new NewStatement($"{callPrefix}{Method.Name}({endPoint});")];
    }

    private sealed class RawLinuxOption : DeferredPortOption
    {
        private const string Why
            = "IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): the kernel chooses the port at connect, when the destination is known.";

        public override NewStatement Set(string callPrefix, FixPass pass, int position, string? condition = null)
        {
            var and = condition is null ? "" : $" && {condition}";
            var guard = $"if ({TypeName.At("System.OperatingSystem", pass, position)}.IsLinux(){and})";
            var call = $"{callPrefix}SetRawSocketOption(0, 24, {TypeName.At("System.BitConverter", pass, position)}.GetBytes(1));";

            return new NewStatement($"{guard} {{ /* {Why} */ {call} }}", [guard, "{", $"\t// {Why}", $"\t{call}", "}"]);
        }

        private protected override bool Fits(Compilation compilation) =>
            HasMember(compilation, Socket, "SetRawSocketOption")
                && HasMember(compilation, "System.OperatingSystem", "IsLinux");
    }

    private sealed class WindowsOption : DeferredPortOption
    {
        private const string Level = "System.Net.Sockets.SocketOptionLevel";
        private const string Option = "System.Net.Sockets.SocketOptionName";

        public override NewStatement Set(string callPrefix, FixPass pass, int position, string? condition = null)
        {
            var (level, option) = (TypeName.At(Level, pass, position), TypeName.At(Option, pass, position));

            return When(condition, $"{callPrefix}SetSocketOption({level}.Socket, {option}.ReuseUnicastPort, true);");
        }

        // It throws on every other system, so a target framework that the project also has must be for Windows too.
        private protected override bool Fits(Compilation compilation) =>
            HasMember(compilation, Option, "ReuseUnicastPort")
                && CompilationScope.Of(compilation, new SocketSources(compilation, followsReferences: false))
                    is { RunsOnWindowsOnly: true };
    }
}
