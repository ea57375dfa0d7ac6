namespace PortReuse.Analyzers.SocketFlow.Values;

/// <summary>A number that is another one in each turn of what runs again and again.</summary>
internal sealed record TurnFact : Fact
{
    public static readonly TurnFact Instance = new();

    public override string ToString() => "?";
}
