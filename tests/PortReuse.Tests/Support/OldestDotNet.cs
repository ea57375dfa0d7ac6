namespace PortReuse.Tests.Support;

/// <summary>What .NET 8 does otherwise.</summary>
/// <remarks>
/// To it <c>ReuseAddress</c> and <c>ExclusiveAddressUse</c> are options like a raw one: a socket that has any of them connects to one
/// address, once. To a host name or an array, be it of one address, it throws at once, and to a second address too.
/// </remarks>
internal static class OldestDotNet
{
    public static bool IsThis => Environment.Version.Major == 8;

    public static bool Refuses(string option) => IsThis && option != PortSharing.None;
}
