using System.Collections.Immutable;
using Whorl.Conformance.Text;
using Whorl.Conformance.Values;

namespace Whorl.Conformance.Scripts;

/// <summary>One step of a script.</summary>
/// <param name="Keyword">What the script calls it, such as "assert_return".</param>
/// <param name="Line">The one-based line where it begins.</param>
internal abstract record Directive(string Keyword, int Line);

/// <summary>Defines a module or component and, unless it is a definition only, instantiates it.</summary>
internal sealed record DefineDirective(string Keyword, int Line, string? Id, WasmSource Source, bool IsDefinitionOnly)
    : Directive(Keyword, Line);

/// <summary>Instantiates a definition: the named one, or else the latest.</summary>
internal sealed record InstantiateDirective(string Keyword, int Line, string? Id, string? Definition) : Directive(Keyword, Line);

/// <summary>Makes an instance importable under a name.</summary>
internal sealed record RegisterDirective(string Keyword, int Line, string Name, string? Instance) : Directive(Keyword, Line);

/// <summary>Performs an action for its effect alone.</summary>
internal sealed record ActionDirective(string Keyword, int Line, ScriptAction Action) : Directive(Keyword, Line);

internal sealed record AssertReturnDirective(string Keyword, int Line, ScriptAction Action, ImmutableArray<WastValue> Results)
    : Directive(Keyword, Line);

/// <summary>Expects the action to trap (or, for `assert_exhaustion`, to exhaust the stack) with a text that contains the message.</summary>
internal sealed record AssertTrapDirective(string Keyword, int Line, ScriptAction Action, string Message) : Directive(Keyword, Line);

/// <summary>Expects the action to end in a Wasm exception that nobody catches.</summary>
internal sealed record AssertExceptionDirective(string Keyword, int Line, ScriptAction Action) : Directive(Keyword, Line);

/// <summary>
/// Expects a definition to be rejected: `assert_malformed` and `assert_invalid` when it is decoded,
/// `assert_unlinkable` when it is linked. The message is the reference implementation's and is not compared.
/// </summary>
internal sealed record AssertRejectedDirective(string Keyword, int Line, WasmSource Source, string Message) : Directive(Keyword, Line);

/// <summary>A form that this runner does not know; it fails, but leaves the rest of the script to run.</summary>
internal sealed record UnknownDirective(string Keyword, int Line, string Problem) : Directive(Keyword, Line);

/// <summary>What a directive does to an instance.</summary>
internal abstract record ScriptAction;

/// <summary>Calls an export of the named instance, or else of the newest.</summary>
internal sealed record InvokeAction(string? Instance, string Export, ImmutableArray<WastValue> Arguments) : ScriptAction;

/// <summary>Reads an exported global of the named instance, or else of the newest.</summary>
internal sealed record GetAction(string? Instance, string Export) : ScriptAction;

/// <summary>Defines and instantiates.</summary>
internal sealed record StartAction(WasmSource Source) : ScriptAction;

/// <summary>A directive with its form, from which its needs are told.</summary>
internal sealed record ScriptStep(Directive Directive, SyntaxNode Form);
