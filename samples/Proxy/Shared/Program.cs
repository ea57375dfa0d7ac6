using System.Net;
using Proxy;

// A reverse proxy that is to reach its origin from one address, the one that the origin's firewall lets in. The origin has two
// servers, and the first is down.
var source = IPAddress.Parse("127.0.0.77");
const int Requests = 20;

await using Origin origin = await Origin.StartAsync();
await using ReverseProxy proxy = await ReverseProxy.StartAsync(
    origin.Port, (target, cancellation) => OriginConnection.OpenAsync(source, target, cancellation));
Console.WriteLine($"{Requests} requests through {proxy.Url} to {string.Join(" (down), ", Origin.Addresses.AsEnumerable())}, meant to come from {source}:");

using var client = new HttpClient();
var seen = new Dictionary<string, int>();
for (int i = 1; i <= Requests; i++)
{
    string from = await client.GetStringAsync(proxy.Url);
    seen[from] = seen.GetValueOrDefault(from) + 1;
    if (i % 5 == 0)
        Console.WriteLine($"  {i} of {Requests} requests");
}

foreach ((string from, int count) in seen.OrderByDescending(entry => entry.Value))
    Console.WriteLine(
        $"The origin saw {count} requests from {from}{(from == source.ToString() ? "." : ", an address that it does not let in.")}");
