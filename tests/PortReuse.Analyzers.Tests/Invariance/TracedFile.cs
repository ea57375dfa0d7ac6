using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.Tests.Invariance;

/// <summary>
/// A file of which each character knows the token of the original program that it came from: so a place can be told in the
/// original's terms, wherever a transformation has moved it. What a transformation adds comes from no token.
/// </summary>
/// <param name="Path">Its name, for messages; no two files of a program share one.</param>
/// <param name="Text">What the compiler reads.</param>
/// <param name="Origins">For each character the number of its token, or <see cref="None"/>.</param>
internal sealed record TracedFile(string Path, string Text, ImmutableArray<int> Origins)
{
    public const int None = -1;

    /// <summary>Text without an origin.</summary>
    public static TracedFile New(string path, string text) => new(path, text, [.. Enumerable.Repeat(None, text.Length)]);

    /// <summary>
    /// The numbers of the first and the last token in a span that came from the original; <see cref="None"/> twice where none did.
    /// </summary>
    public (int First, int Last) OriginsIn(TextSpan span)
    {
        var origins = Origins.AsSpan(span.Start, span.Length);
        var first = origins.IndexOfAnyExcept(None);
        return first < 0 ? (None, None) : (origins[first], origins[origins.LastIndexOfAnyExcept(None)]);
    }

    /// <summary>The file with other text in some places. A replacement comes from the first and the last token that it replaces.</summary>
    /// <param name="changes">Those that overlap an earlier one are left out.</param>
    public TracedFile With(IEnumerable<TextChange> changes)
    {
        var builder = new Builder(Path);
        var position = 0;
        foreach (var change in changes.OrderBy(change => change.Span.Start).ThenBy(change => change.Span.Length))
        {
            if (change.Span.Start >= position)
            {
                builder.Add(this, TextSpan.FromBounds(position, change.Span.Start));
                var (first, last) = OriginsIn(change.Span);
                builder.Add(change.NewText![..Math.Min(1, change.NewText!.Length)], first)
                    .Add(change.NewText![Math.Min(1, change.NewText!.Length)..], last);
                position = change.Span.End;
            }
        }

        builder.Add(this, TextSpan.FromBounds(position, Text.Length));
        return builder.ToFile();
    }

    /// <summary>A file made of parts of others.</summary>
    internal sealed class Builder(string path)
    {
        private readonly System.Text.StringBuilder _text = new();
        private readonly ImmutableArray<int>.Builder _origins = ImmutableArray.CreateBuilder<int>();

        public Builder Add(string text, int origin = None)
        {
            _text.Append(text);
            _origins.AddRange(Enumerable.Repeat(origin, text.Length));
            return this;
        }

        public Builder Add(TracedFile file, TextSpan span)
        {
            _text.Append(file.Text, span.Start, span.Length);
            _origins.AddRange(file.Origins.AsSpan(span.Start, span.Length));
            return this;
        }

        /// <summary>The code and the comments that belong to it.</summary>
        public Builder Add(TracedFile file, SyntaxNode node) => Add(file, node.FullSpan);

        public TracedFile ToFile() => new(path, _text.ToString(), _origins.ToImmutable());
    }
}
