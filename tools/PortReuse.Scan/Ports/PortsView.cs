using System.Globalization;
using PortReuse.Diagnosis;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PortReuse.Scan.Ports;

/// <summary>A report for humans, as tables.</summary>
internal static class PortsView
{
    public static IRenderable Of(PortsReport report) => new Rows(Parts(report));

    private static IEnumerable<IRenderable> Parts(PortsReport report)
    {
        yield return Settings(report.Settings);
        if (report.Shown == ShownSockets.None)
        {
            yield return new Text("The system does not show its sockets.", new Style(Color.Red));
            yield break;
        }

        yield return Sources(report);
        foreach (var (source, destination) in report.PastHalf)
        {
            yield return new Text(
                $"{source} uses half of the ports or more towards {destination.Destination}: {destination.Ports} of {report.Settings.UsableCount}.", new Style(Color.Yellow));
        }

        yield return report.Takers.Count > 0 ? Takers(report) : new Text("No process is seen to bind plainly.");
        if (report.HiddenProcesses > 0)
        {
            yield return new Text($"{report.HiddenProcesses} processes do not show their sockets to this user.", new Style(Color.Grey));
        }

        if (report.Shown == ShownSockets.NotOnlyBound)
        {
            yield return new Text(
                "Sockets that are bound and not connected are not shown here: Linux 6.8 and later show them.", new Style(Color.Grey));
        }
    }

    private static Table Settings(EphemeralPortSettings settings)
    {
        var table = TableOf("setting", "value", "");
        foreach (var (name, value, meaning) in PortSettingsList.Of(settings))
        {
            table.AddRow(new Text(name), new Text(value), new Text(meaning));
        }

        return table;
    }

    private static Table Sources(PortsReport report)
    {
        var table = TableOf("source", "held", "of all", "bound", "connected", "TIME_WAIT", "listening", "most towards");
        foreach (var source in report.Sources)
        {
            var share = report.Settings.UsableCount is > 0 and var usable ? string.Create(CultureInfo.InvariantCulture,
                $"{100.0 * source.Held / usable:F1} %") : "";
            var most = source.Destinations is [var first, ..] ? $"{first.Destination} ({first.Ports})" : "";
            string[] cells = [source.Address.ToString(), Text(source.Held), share, Text(source.Bound), Text(source.Connected),
                Text(source.TimeWait), Text(source.Listening), most];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        return table;
    }

    private static Table Takers(PortsReport report)
    {
        var table = TableOf("process", "binds plainly", "bound", "connected");
        foreach (var taker in report.Takers)
        {
            var name = taker.ProcessId is { } id ? string.Create(CultureInfo.InvariantCulture, $"{taker.Name} ({id})") : taker.Name;
            table.AddRow(new Text(name), new Text(taker.Source.ToString()), new Text(Text(taker.Bound)), new Text(Text(taker.Connected)));
        }

        return table;
    }

    private static Table TableOf(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)).NoWrap());
        }

        return table;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
