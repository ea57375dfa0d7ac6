namespace PortReuse.Tests.Support;

/// <summary>A thread whose sockets belong to another user of the machine than those of the process.</summary>
internal static class OtherUser
{
    private static readonly Lazy<string?> LazyReasonItIsMissing = new(Probe);

    public static string? ReasonItIsMissing => LazyReasonItIsMissing.Value;

    public static void Run(Action action) => DedicatedThread.Run(() =>
    {
        Assert.True(Libc.BecomeAnotherUser());
        action();
    });

    private static string? Probe()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "needs Linux: a socket of another user";
        }

        var permitted = false;
        DedicatedThread.Run(() => permitted = Libc.BecomeAnotherUser());
        return permitted ? null : "needs a socket of another user, which is not permitted here";
    }
}
