using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>What is known where many paths meet does not depend on which of them came first.</summary>
public class ValueTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(Value.MaxFacts)]
    [InlineData(Value.MaxFacts + 1)]
    [InlineData(3 * Value.MaxFacts)]
    public void A_join_of_many_values_is_the_same_in_every_order(int count)
    {
        var values = Enumerable.Range(1, count).Select(number => Value.Of(new NumberFact(number))).ToList();
        var forwards = values.Aggregate(Value.None, (all, value) => all.Join(value));
        var backwards = Enumerable.Reverse(values).Aggregate(Value.None, (all, value) => all.Join(value));
        var inPairs = values.Chunk(2).Select(pair => pair.Aggregate((one, other) => other.Join(one)))
            .Aggregate(Value.None, (all, value) => value.Join(all));
        Assert.Equal(forwards, backwards);
        Assert.Equal(forwards, inPairs);
        Assert.Equal(count > Value.MaxFacts, !forwards.HasFacts);
    }

    [Fact]
    public void What_is_widened_stays_so()
    {
        var known = Value.Of(new NumberFact(5000));
        Assert.Equal(Value.Widened, Value.Widened.Join(known));
        Assert.Equal(Value.Widened, known.Join(Value.Widened));
        Assert.NotEqual(Value.Unknown, Value.Widened);
    }
}
