using System.Collections.Immutable;

namespace Whorl.Capabilities.Llm.Local.Tokens;

/// <summary>Makes tokens of texts and texts of tokens, as a <c>tokenizer.json</c> says.</summary>
internal sealed class Tokenizer
{
    private readonly ITokenModel _model;
    private readonly AddedTokens _added;
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<int, string> _contents;
    private readonly HashSet<int> _special;

    public Tokenizer(ITokenModel model, AddedTokens added)
    {
        (_model, _added) = (model, added);
        _ids = new Dictionary<string, int>(model.Vocabulary, StringComparer.Ordinal);
        foreach (AddedToken token in added.All)
        {
            _ids[token.Content] = token.Id;
        }

        _contents = [];
        foreach ((string content, int id) in _ids)
        {
            _contents[id] = content;
        }

        _special = [.. added.All.Where(token => token.IsSpecial).Select(token => token.Id)];
        LongestToken = _ids.Keys.Max(content => content.Length);
    }

    /// <summary>What is done to a text before it is taken apart.</summary>
    public ImmutableArray<Normalizer> Normalizers { get; init; } = [];

    /// <summary>What takes it apart.</summary>
    public ImmutableArray<Splitter> Splitters { get; init; } = [];

    /// <summary>The tokens before every text.</summary>
    public ImmutableArray<int> Before { get; init; } = [];

    /// <summary>The tokens after it.</summary>
    public ImmutableArray<int> After { get; init; } = [];

    /// <summary>The most tokens of a text, after which it is cut off; null for no such limit.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>What makes a text of the tokens' own.</summary>
    public ImmutableArray<Joiner> Joiners { get; init; } = [];

    /// <summary>The characters of the longest token.</summary>
    public int LongestToken { get; }

    /// <summary>The number of a token; null if there is none such.</summary>
    public int? IdOf(string content) => _ids.TryGetValue(content, out int id) ? id : null;

    /// <summary>Makes tokens of a text.</summary>
    public List<int> Encode(string text, CancellationToken cancellationToken)
    {
        List<int> tokens = [.. Before];
        int most = (MaxTokens ?? int.MaxValue) - After.Length;
        bool isFirst = true;
        foreach ((string section, AddedToken? token) in _added.Split(text))
        {
            if (token is not null)
            {
                tokens.Add(token.Id);
            }
            else
            {
                foreach (string piece in PiecesOf(section, isFirst))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    _model.Encode(piece, tokens);
                    if (tokens.Count >= most)
                    {
                        break;
                    }
                }
            }

            isFirst = false;
            if (tokens.Count >= most)
            {
                tokens.RemoveRange(most, tokens.Count - most);
                break;
            }
        }

        tokens.AddRange(After);
        return tokens;
    }

    /// <summary>Makes a text of tokens, without the special ones.</summary>
    public string Decode(IEnumerable<int> tokens)
    {
        IEnumerable<string> texts = tokens.Where(token => !_special.Contains(token)).Select(token => _contents.GetValueOrDefault(token, ""));
        return string.Concat(Joiners.Aggregate(texts.ToList(), (parts, join) => join(parts)));
    }

    private IEnumerable<string> PiecesOf(string section, bool isFirst)
    {
        string normalized = Normalizers.Aggregate(section, (text, normalize) => normalize(text));
        IEnumerable<string> pieces = [normalized];
        return Splitters.Aggregate(pieces, (all, split) => all.SelectMany((piece, i) => split(piece, isFirst && i == 0))).Where(piece => piece.Length > 0);
    }
}
