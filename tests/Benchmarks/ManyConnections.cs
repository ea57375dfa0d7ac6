using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using PortReuse.Tests.Support;

namespace PortReuse.Benchmarks;

/// <summary>200,000 connections from one address of one process, and the memory that each takes.</summary>
internal sealed partial class ManyConnections : IBenchmark
{
    private const int Connections = 200_000;
    private const int DestinationCount = 4; // With 64,000 ports, four are needed, and four are enough.

    public string Name => "many";

    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"{Connections:N0} connections held from one source address to {DestinationCount} destinations. The other ends are of this machine too, and are not accepted.");

    public string? WhyNotHere => NetworkNamespace.ReasonItIsMissing ?? RaiseFileLimit(Connections + 1000);

    public Table Run()
    {
        var table = new Table("what", "in all", "for each connection");
        NetworkNamespace.Run(() => Measure(table));
        return table;
    }

    private static void Measure(Table table)
    {
        File.WriteAllText("/proc/sys/net/ipv4/ip_local_port_range", "1024 65535");
        File.WriteAllText("/proc/sys/net/core/somaxconn", Connections.ToString(CultureInfo.InvariantCulture));
        using var destinations = new Destinations(
            Enumerable.Range(2, DestinationCount).Select(last => new IPEndPoint(IPAddress.Parse($"127.0.0.{last}"), 1000)), Connections);
        using var sockets = new SocketList(Connections);
        var connector = new OutboundConnector(IPAddress.Loopback);
        sockets.Add(connector.Connect(destinations.EndPoints[0]));

        Memory before = Memory.Now();
        var watch = Stopwatch.StartNew();
        while (sockets.Count < Connections)
            sockets.Add(connector.Connect(destinations.EndPoints[sockets.Count % DestinationCount]));
        TimeSpan time = watch.Elapsed;
        Memory after = Memory.Now();

        watch.Restart();
        int ports = EphemeralPorts.CountHeld(IPAddress.Loopback);
        TimeSpan look = watch.Elapsed;

        table.Add("connections", sockets.Count, "");
        table.Add("ports", ports, "");
        table.Add("time", $"{time.TotalSeconds:F1} s", $"{time.TotalMicroseconds / Connections:F1} µs");
        AddBytes("managed memory", after.Managed - before.Managed);
        AddBytes("resident memory of the process", after.Resident - before.Resident);
        AddBytes("memory of the kernel, both ends (slab)", after.Slab - before.Slab);
        table.Add("EphemeralPorts.CountHeld, meanwhile", $"{look.TotalMilliseconds:F0} ms", "");
        table.Require(sockets.Count == Connections, $"{sockets.Count} connections instead of {Connections}.");

        void AddBytes(string what, long bytes) => table.Add(
            what, string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:F0} MiB"), $"{bytes / Connections} bytes");
    }

    private static string? RaiseFileLimit(ulong files)
    {
        const int openFiles = 7; // RLIMIT_NOFILE, asm-generic/resource.h
        var limit = new ResourceLimit { Soft = files, Hard = files };
        return SetResourceLimit(openFiles, in limit) == 0
            ? null
            : $"it takes {files} open files, which is not permitted here: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}";
    }

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetResourceLimit(int resource, in ResourceLimit limit);

    private struct ResourceLimit
    {
        public ulong Soft;
        public ulong Hard;
    }

    private readonly record struct Memory(long Managed, long Resident, long Slab)
    {
        public static Memory Now() => new(
            GC.GetTotalMemory(forceFullCollection: true), KiB("/proc/self/status", "VmRSS:"), KiB("/proc/meminfo", "Slab:"));

        private static long KiB(string file, string field) => 1024 * long.Parse(
            File.ReadLines(file).First(line => line.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);
    }
}
