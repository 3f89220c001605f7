using Whorl.Components.Binary;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Validation;

/// <summary>
/// The files in <c>cases</c> hold components, each after a line that says <c>;; valid: ...</c> or <c>;; invalid: ...</c> with a
/// part of the message.
/// </summary>
public sealed class ValidationTests
{
    private const string Cases = "Validation/cases";
    private const string Valid = ";; valid: ";
    private const string Invalid = ";; invalid: ";

    public static IEnumerable<TheoryDataRow<string, string, string?>> Components()
    {
        foreach (var file in Directory.GetFiles(TestCases.Folder(Cases)).Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file);
            foreach (var item in text.Split("\n;; ").Select((part, i) => i == 0 ? part : ";; " + part))
            {
                var header = item[..item.IndexOf('\n', StringComparison.Ordinal)];
                var message = header.StartsWith(Invalid, StringComparison.Ordinal) ? header[Invalid.Length..] : null;
                var label = message ?? header[Valid.Length..];
                yield return new(item, label, message) { TestDisplayName = $"{Path.GetFileName(file)}: {label}" };
            }
        }
    }

    [Theory]
    [MemberData(nameof(Components))]
    public void Decode_OfCase_IsAcceptedOrRejectedAsWritten(string text, string label, string? message)
    {
        Assert.NotEmpty(label);
        var bytes = Wat.ToWasm(text.Replace("(component definition", "(component", StringComparison.Ordinal));
        if (message is null)
        {
            Assert.NotNull(ComponentBinary.Decode(bytes));
            return;
        }

        var error = Assert.Throws<InvalidComponentException>(() => ComponentBinary.Decode(bytes));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Offset, 8, bytes.Length);
    }
}
