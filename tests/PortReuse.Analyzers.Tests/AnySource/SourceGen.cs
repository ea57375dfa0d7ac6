using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;

namespace PortReuse.Analyzers.Tests.AnySource;

/// <summary>Writes C# by <c>Grammar.txt</c>.</summary>
/// <param name="start">The rule to begin with.</param>
/// <param name="maxRules">Where a source has used as many rules as this, or fewer, it is brought to its end.</param>
internal sealed partial class SourceGen(string start, int maxRules = SourceGen.ManyRules) : Gen<string>
{
    private const int ManyRules = 600;

    /// <summary>The same for one member, so that the first does not use up what the others need.</summary>
    private const int MaxRulesOfBody = 100;

    private static readonly Dictionary<string, List<string>> Rules = Read();

    public override string Generate(PCG pcg, Size? min, out Size size)
    {
        var source = new Writer(pcg, maxRules).Write(start);
        size = new Size((ulong)source.Length);
        return source;
    }

    private static Dictionary<string, List<string>> Read()
    {
        using var reader = new StreamReader(typeof(SourceGen).Assembly.GetManifestResourceStream("Grammar.txt")!);
        var rules = new Dictionary<string, List<string>>();
        var ways = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                ways.Add(line[2..]);
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                rules.Add(line, ways = []);
            }
        }

        return rules;
    }

    /// <summary>A rule, a number (a directive of the preprocessor is none), or an end of line.</summary>
    [GeneratedRegex(@"\$(\w+)|#(?!if|else|endif|pragma|nullable)|\\n")]
    private static partial Regex Hole();

    private sealed class Writer(PCG pcg, int maxRules)
    {
        private readonly StringBuilder _source = new();
        private int _rulesLeft = (int)pcg.Next((uint)maxRules);
        private int _rulesUsed;
        private bool _isInBody;

        public string Write(string start)
        {
            Follow(start);
            return _source.ToString();
        }

        private void Follow(string rule)
        {
            if (_isInBody || !rule.EndsWith("Body", StringComparison.Ordinal))
            {
                FollowOneWay(rule);
                return;
            }

            var (left, used) = (_rulesLeft, _rulesUsed);
            _rulesLeft = Math.Min(left, (int)pcg.Next(MaxRulesOfBody));
            _isInBody = true;
            FollowOneWay(rule);
            _isInBody = false;
            _rulesLeft = left - (_rulesUsed - used);
        }

        private void FollowOneWay(string rule)
        {
            var ways = Rules[rule];
            var way = ways[_rulesLeft-- > 0 ? (int)pcg.Next((uint)ways.Count) : 0];
            var number = (_rulesUsed++).ToString(CultureInfo.InvariantCulture);
            var position = 0;
            foreach (Match hole in Hole().Matches(way))
            {
                _source.Append(way, position, hole.Index - position);
                position = hole.Index + hole.Length;
                if (hole.Groups[1].Success)
                {
                    Follow(hole.Groups[1].Value);
                }
                else
                {
                    _source.Append(hole.Value == "#" ? number : "\n");
                }
            }

            _source.Append(way, position, way.Length - position);
        }
    }
}
