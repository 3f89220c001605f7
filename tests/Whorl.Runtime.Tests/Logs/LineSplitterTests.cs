using System.Text;
using Whorl.Runtime.Logs;

namespace Whorl.Runtime.Tests.Logs;

public sealed class LineSplitterTests
{
    private readonly List<string> _lines = [];
    private readonly LineSplitter _splitter;

    public LineSplitterTests() => _splitter = new LineSplitter(_lines.Add);

    [Theory]
    [InlineData("one\ntwo\n", "one|two")]
    [InlineData("one\r\ntwo", "one|two")]
    [InlineData("\n\n", "|")]
    [InlineData("é", "é")]
    public void Write_InPiecesOfAnySize_GivesTheSameLines(string text, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int size = 1; size <= bytes.Length; size++)
        {
            _lines.Clear();
            foreach (byte[] piece in bytes.Chunk(size))
            {
                _splitter.Write(piece);
            }

            _splitter.End();
            Assert.Equal(expected.Split('|'), _lines);
        }
    }

    [Fact]
    public void Write_OfALineWithoutEnd_GivesPieces()
    {
        _splitter.Write(new byte[40 * 1024]);
        Assert.Equal([16 * 1024, 16 * 1024], _lines.Select(l => l.Length));

        _splitter.Write("\n"u8);
        Assert.Equal(8 * 1024, _lines[2].Length);
    }

    [Fact]
    public void Write_OfALineThatJustFits_GivesOne()
    {
        _splitter.Write(new byte[16 * 1024]);
        _splitter.Write("\nnext\n"u8);

        Assert.Equal([16 * 1024, 4], _lines.Select(l => l.Length));
    }
}
