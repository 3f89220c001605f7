namespace Whorl.Bench;

/// <summary>Rows that line up on a terminal and read as Markdown.</summary>
internal static class Table
{
    public static void Head(string title, params string[] columns)
    {
        Console.WriteLine();
        Print(title, columns);
        Print(new string('-', 34), [.. columns.Select(_ => "---:")]);
    }

    /// <param name="name">What was measured.</param>
    /// <param name="cells">One for each column. Empty cells at the end are left out: a remark that there is none of.</param>
    public static void Row(string name, params string[] cells)
    {
        int count = Array.FindLastIndex(cells, cell => cell.Length > 0) + 1;
        Print(name, cells[..count]);
    }

    private static void Print(string name, string[] cells) =>
        Console.WriteLine($"| {name,-34} | {string.Join(" | ", cells.Select(cell => cell.PadLeft(12)))} |");
}
