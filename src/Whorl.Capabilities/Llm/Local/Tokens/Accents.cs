using System.Globalization;
using System.Text;

namespace Whorl.Capabilities.Llm.Local.Tokens;

/// <summary>
/// Takes accents off letters. The process has no data of cultures, without which the runtime does not take letters apart: hence the
/// table, which has the small letters of the Latin, Greek, Cyrillic and Arabic scripts and of kana.
/// </summary>
internal static class Accents
{
    private const int FirstSyllable = 0xac00;
    private const int LastSyllable = 0xd7a3;
    private const int Vowels = 21;
    private const int Finals = 28;

    /// <summary>Each letter, and behind it those that are it with accents.</summary>
    private const string Letters =
        """
        aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ bḃḅḇ cçćĉċčḉ dďḋḍḏḑḓ eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ fḟ gĝğġģǧǵḡ
        hĥȟḣḥḧḩḫẖ iìíîïĩīĭįǐȉȋḭḯỉị jĵǰ kķǩḱḳḵ lĺļľḷḹḻḽ mḿṁṃ nñńņňǹṅṇṉṋ
        oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ pṕṗ rŕŗřȑȓṙṛṝṟ sśŝşšșṡṣṥṧṩ tţťțṫṭṯṱẗ
        uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự vṽṿ wŵẁẃẅẇẉẘ xẋẍ yýÿŷȳẏẙỳỵỷỹ zźżžẑẓẕ æǣǽ øǿ ſẛ ʒǯ
        αάἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ εέἐἑἒἓἔἕὲέ ηήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ ιΐίϊἰἱἲἳἴἵἶἷὶίιῐῑῒΐῖῗ
        οόὀὁὂὃὄὅὸό ρῤῥ υΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ ωώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ аӑӓ гѓ еѐёӗ жӂӝ зӟ ийѝӣӥ кќ
        оӧ уўӯӱӳ чӵ ыӹ эӭ ії ѵѷ әӛ өӫ اآأإ وؤ يئ ہۂ ےۓ ەۀ うゔ かが きぎ くぐ けげ こご さざ しじ すず せぜ そぞ ただ ちぢ
        つづ てで とど はばぱ ひびぴ ふぶぷ へべぺ ほぼぽ ウヴ カガ キギ クグ ケゲ コゴ サザ シジ スズ セゼ ソゾ タダ チヂ ツヅ テデ トド ハバパ ヒビピ フブプ
        ヘベペ ホボポ ワヷ ヰヸ ヱヹ ヲヺ
        """;

    private static readonly Dictionary<char, char> s_plain = Letters
        .Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(row => row.Skip(1).Select(accented => (accented, row[0])))
        .ToDictionary(entry => entry.accented, entry => entry.Item2);

    /// <summary>Takes them off a text in small letters.</summary>
    public static string Remove(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            if (letter is >= (char)FirstSyllable and <= (char)LastSyllable)
            {
                AddSyllable(plain, letter - FirstSyllable);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(s_plain.GetValueOrDefault(letter, letter));
            }
        }

        return plain.ToString();
    }

    /// <summary>A Korean syllable is two or three letters, as vocabularies of texts without accents have it.</summary>
    private static void AddSyllable(StringBuilder plain, int syllable)
    {
        plain.Append((char)(0x1100 + (syllable / (Vowels * Finals)))).Append((char)(0x1161 + (syllable / Finals % Vowels)));
        if (syllable % Finals is > 0 and var final)
        {
            plain.Append((char)(0x11a7 + final));
        }
    }
}
