namespace Whorl.Components.Runtime;

/// <summary>Finds the name that somebody may have meant.</summary>
internal static class NameDistance
{
    /// <summary>The candidate with the fewest edits from the name; null when none has even half of it right.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        var fewest = (name.Length / 2) + 1;
        foreach (var candidate in candidates)
        {
            var edits = candidate.Length == 0 ? int.MaxValue : Edits(name, candidate);
            if (edits < fewest)
            {
                (best, fewest) = (candidate, edits);
            }
        }

        return best;
    }

    // Levenshtein's distance, one row at a time.
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
