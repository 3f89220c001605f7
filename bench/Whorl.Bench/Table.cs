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

    public static void Row(string name, params string[] cells) => Print(name, cells);

    private static void Print(string name, string[] cells) =>
        Console.WriteLine($"| {name,-34} | {string.Join(" | ", cells.Select(cell => cell.PadLeft(12)))} |");
}
