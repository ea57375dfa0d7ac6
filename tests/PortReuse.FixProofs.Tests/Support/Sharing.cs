namespace PortReuse.FixProofs.Tests.Support;

/// <summary>The ways to set a reuse option, as programs write them.</summary>
internal static class Sharing
{
    public const string None = "no option";
    public const string ReuseAddress = "ReuseAddress";
    public const string NotExclusive = "ExclusiveAddressUse = false";
    public const string RawReusePort = "raw SO_REUSEPORT";
    public const string RawReuseAddress = "raw SO_REUSEADDR";

    public static string Set(string option, string socket) => option switch
    {
        None => "",
        ReuseAddress => $"{socket}.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);\n",
        NotExclusive => $"{socket}.ExclusiveAddressUse = false;\n",
        RawReusePort => Raw(socket, 15),
        RawReuseAddress => Raw(socket, 2),
        _ => throw new ArgumentOutOfRangeException(nameof(option), option, "No such option."),
    };

    private static string Raw(string socket, int option) =>
        $"if (OperatingSystem.IsLinux())\n    {socket}.SetRawSocketOption(1, {option}, BitConverter.GetBytes(1));\n";
}
