namespace Samples.Tests;

/// <summary>
/// The compiler warns of each sample as it is often written, at the lines that are wrong, and has nothing to say of its repaired twin.
/// </summary>
public sealed class WarningTests
{
    [Theory]
    [InlineData("Leaking", "PORT0001 socket.Bind(new IPEndPoint(source, 0));")]
    [InlineData("LeakingCrawler", "PORT0002 socket.Bind(new IPEndPoint(source, 0));", "PORT0004 await socket.ConnectAsync(context.DnsEndPoint, cancellation);")]
    [InlineData("LeakingLoad", "PORT0001 ReuseBind(socket, new IPEndPoint(source, 0));")]
    [InlineData("StrayProxy", "PORT0002 socket.Bind(new IPEndPoint(source, 0));", "PORT0004 await socket.ConnectAsync(target.Addresses, target.Port, cancellation);")]
    [InlineData("CollidingPeer", "PORT0003 await socket.ConnectAsync(peer);")]
    public void The_compiler_warns_of(string sample, params string[] warnings) => Assert.Equal(warnings, new Sample(sample).Warnings());

    [Theory]
    [InlineData("NativeAot")]
    [InlineData("Repaired")]
    [InlineData("RepairedCrawler")]
    [InlineData("RepairedLoad")]
    [InlineData("RepairedProxy")]
    [InlineData("RepairedPeer")]
    public void The_compiler_has_nothing_to_say_of(string sample) => Assert.Empty(new Sample(sample).Warnings());
}
