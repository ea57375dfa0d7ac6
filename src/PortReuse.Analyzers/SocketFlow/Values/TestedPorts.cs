using System.Collections.Immutable;

namespace PortReuse.Analyzers.SocketFlow.Values;

/// <summary>
/// A test of an unknown port has let one path know that it is 0 and another that it is not. Where the two meet again, as much is known as
/// before the test: that the code asked does not say that the port is 0 here.
/// </summary>
internal static class TestedPorts
{
    public static ImmutableArray<Fact> Meet(ImmutableArray<Fact> facts, ref bool mayBeOther)
    {
        if (facts.Any(IsTestedZero) && facts.Any(fact => fact is NonZeroFact or OriginFact))
        {
            facts = facts.RemoveAll(fact => IsTestedZero(fact) || fact is NonZeroFact);
            mayBeOther = true;
        }

        foreach (var zero in facts.OfType<EndPointFact>().Where(fact => IsTestedZero(fact.Port)).ToList())
        {
            if (facts.OfType<EndPointFact>().FirstOrDefault(fact => IsOtherOutcome(fact, zero)) is { } other)
            {
                var before = other.Port is NonZeroFact ? other with { Port = null } : other;
                facts = facts.RemoveAll(fact => fact.Equals(zero) || fact.Equals(other) || fact.Equals(before)).Add(before);
            }
        }

        return facts;
    }

    private static bool IsTestedZero(Fact? fact) => fact is NumberFact { IsTested: true };

    /// <summary>The same endpoint, on the path where its port is not 0, or is from where it was before.</summary>
    private static bool IsOtherOutcome(EndPointFact fact, EndPointFact zero) =>
        fact.Port is NonZeroFact or OriginFact && (fact with { Port = zero.Port }).Equals(zero);
}
