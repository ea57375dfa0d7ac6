namespace PortReuse.FixProofs.Tests.Support;

/// <summary>The options of <see cref="PortSharing"/>, as programs set them.</summary>
internal static class SharingStatement
{
    public static string Set(string option, string socket) => option switch
    {
        PortSharing.None => "",
        PortSharing.ReuseAddress => $"{socket}.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);\n",
        PortSharing.NotExclusive => $"{socket}.ExclusiveAddressUse = false;\n",
        PortSharing.RawReusePort => Raw(socket, RawOption.ReusePort),
        PortSharing.RawReuseAddress => Raw(socket, RawOption.ReuseAddress),
        _ => throw new ArgumentOutOfRangeException(nameof(option), option, "No such option."),
    };

    private static string Raw(string socket, int option) =>
        $"if (OperatingSystem.IsLinux())\n    {socket}.SetRawSocketOption({RawOption.SocketLevel}, {option}, BitConverter.GetBytes(1));\n";
}
