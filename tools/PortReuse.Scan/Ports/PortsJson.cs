using System.Text.Json;
using System.Text.Json.Nodes;
using PortReuse.Diagnosis;

namespace PortReuse.Scan.Ports;

/// <summary>A report for programs: one object on one line.</summary>
internal static class PortsJson
{
    public static string Of(PortsReport report) => new JsonObject
    {
        ["time"] = report.Time,
        ["range"] = report.Settings.Range is { } range ? new JsonObject { ["low"] = range.Low, ["high"] = range.High } : null,
        ["usable"] = report.Settings.UsableCount,
        ["settings"] = new JsonObject(PortSettingsList.Of(report.Settings)
            .Select(setting => KeyValuePair.Create(setting.Name, (JsonNode?)setting.Value))),
        ["boundSocketsAreShown"] = report.Shown == ShownSockets.All,
        ["sources"] = new JsonArray([.. report.Sources.Select(SourceOf)]),
        ["plainBinds"] = new JsonArray([.. report.Takers.Select(TakerOf)]),
        ["hiddenProcesses"] = report.HiddenProcesses,
    }.ToJsonString(JsonSerializerOptions.Default);

    private static JsonNode SourceOf(SourcePorts source) => new JsonObject
    {
        ["address"] = source.Address.ToString(),
        ["held"] = source.Held,
        ["bound"] = source.Bound,
        ["connected"] = source.Connected,
        ["timeWait"] = source.TimeWait,
        ["listening"] = source.Listening,
        ["destinations"] = new JsonArray([.. source.Destinations.Select(destination => (JsonNode)new JsonObject
        {
            ["destination"] = destination.Destination.ToString(),
            ["ports"] = destination.Ports,
            ["isPastHalf"] = destination.IsPastHalf,
        })]),
    };

    private static JsonNode TakerOf(PortTaker taker) => new JsonObject
    {
        ["process"] = taker.ProcessId,
        ["name"] = taker.Name,
        ["source"] = taker.Source.ToString(),
        ["bound"] = taker.Bound,
        ["connected"] = taker.Connected,
    };
}
