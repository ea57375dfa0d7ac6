using System.Net;
using System.Net.Sockets;
using Crawler;
using Samples;

// A crawler that spreads its fetches over two source addresses, and runs out of ports.
const int SiteCount = 4;
const int PagesOfSite = 25;
const int Ports = 16;
const int Pages = SiteCount * PagesOfSite;

if (SmallPortRange.WhyNotHere() is { } reason)
{
    Console.WriteLine($"Nothing to show here: {reason}");
    return;
}

IPAddress[] sources = [IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")];
await using Sites sites = await Sites.StartAsync(SiteCount);
SmallPortRange range = SmallPortRange.FindFree(Ports);
Console.WriteLine($"{Pages} pages of {SiteCount} sites, all at once, from {sources.Length} addresses with {Ports} ephemeral ports each:");

using SocketsHttpHandler handler = SourcedHandler.Create(sources, range);
using var client = new HttpClient(handler);
int answered = 0;
int failed = 0;
string? firstFailure = null;
var pages = new List<Task<HttpResponseMessage?>>();
for (int i = 0; i < Pages; i++)
    pages.Add(FetchAsync(sites.Page(i % SiteCount, i)));

// The sites send the heads of their answers and wait: every connection is held until all are there, or have failed.
HttpResponseMessage?[] answers = await Task.WhenAll(pages);
sites.SendBodies();
foreach (HttpResponseMessage? answer in answers)
{
    if (answer is not null)
    {
        await answer.Content.ReadAsStringAsync();
        answer.Dispose();
    }
}

Console.WriteLine($"{answered} pages fetched, {failed} failed{(firstFailure is null ? "." : $", the first with {firstFailure}.")}");

async Task<HttpResponseMessage?> FetchAsync(Uri page)
{
    try
    {
        HttpResponseMessage answer = await client.GetAsync(page, HttpCompletionOption.ResponseHeadersRead);
        Report(Interlocked.Increment(ref answered), Volatile.Read(ref failed));
        return answer;
    }
    catch (HttpRequestException e)
    {
        Interlocked.CompareExchange(
            ref firstFailure, e.InnerException is SocketException inner ? $"{inner.SocketErrorCode}" : e.Message, null);
        Report(Volatile.Read(ref answered), Interlocked.Increment(ref failed));
        return null;
    }
}

static void Report(int answered, int failed)
{
    if ((answered + failed) % 20 == 0)
        Console.WriteLine($"  {answered + failed} of {Pages} pages: {answered} connections held, {failed} failed");
}
