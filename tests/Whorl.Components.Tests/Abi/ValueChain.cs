using Whorl.Components.Abi.Shapes;
using Whorl.Components.Binary;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Tests.Hosting;
using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Abi;

/// <summary>
/// Two components in a row that pass values on, each with a memory and a string encoding of its own; behind them a function of the host
/// that takes a value, and one that gives it back.
/// </summary>
internal sealed class ValueChain : IDisposable
{
    private static readonly string[] s_encodings = ["utf8", "utf16", "latin1+utf16"];

    private readonly Endpoint _endpoint;
    private readonly TestGuest _guest;

    /// <param name="type">The values' type, in the text format.</param>
    /// <param name="random">Chooses the encodings.</param>
    public ValueChain(string type, Random random)
    {
        _endpoint = new Endpoint(ParameterType(type));
        _guest = TestGuest.Load(Chain(type, _endpoint.Type, random.GetItems(s_encodings, 2)), _endpoint.AddTo(new ComponentLinker()));
    }

    /// <summary>Passes a value through: what the host got as a parameter, and what the caller then got as a result.</summary>
    public (ComponentValue Put, ComponentValue Taken) Pass(ComponentValue value)
    {
        _guest.Call("put", value);
        return (_endpoint.Value, _guest.Call("take"));
    }

    public void Dispose() => _guest.Dispose();

    /// <summary>The type as the decoder reads it.</summary>
    private static ComponentType ParameterType(string text)
    {
        var component = ComponentBinary.Decode(Wat.ToWasm($"""(component (import "put" (func (param "x" {text}))))"""));
        return Planner.Plan(component, ImportBindings.None).UnusedImports[0].Type.Parameters[0].Type;
    }

    private static string Chain(string text, ComponentType type, string[] encodings) => $"""
        (component
          (import "put" (func $put (param "x" {text})))
          (import "take" (func $take (result {text})))
          {Link("$A", text, type, encodings[0])}
          {Link("$B", text, type, encodings[1])}
          (instance $a (instantiate $A (with "put" (func $put)) (with "take" (func $take))))
          (instance $b (instantiate $B (with "put" (func $a "put")) (with "take" (func $a "take"))))
          (export "put" (func $b "put"))
          (export "take" (func $b "take")))
        """;

    /// <summary>A component that passes core values on as they are.</summary>
    private static string Link(string name, string text, ComponentType type, string encoding)
    {
        var kinds = type.FlatTypes.Select(kind => kind.ToString().ToLowerInvariant()).ToArray();
        var parameters = kinds.Length > FlatSignature.MaxParameters ? ["i32"] : kinds;
        var isSpilled = kinds.Length > 1;
        var result = isSpilled ? "i32" : kinds.FirstOrDefault("");
        var options = $"(memory (core memory $m \"mem\")) (realloc (core func $m \"realloc\")) string-encoding={encoding}";
        return $"""
            (component {name}
              (import "put" (func $put (param "x" {text})))
              (import "take" (func $take (result {text})))
              (core module $Memory {TestGuest.Allocator})
              (core instance $m (instantiate $Memory))
              (core func $put' (canon lower (func $put) {options}))
              (core func $take' (canon lower (func $take) {options}))
              (core module $Pass
                (import "m" "realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
                (import "" "put" (func $put (param {string.Join(' ', parameters)})))
                (import "" "take" (func $take {(isSpilled ? "(param i32)" : $"(result {result})")}))
                (func (export "put") (param {string.Join(' ', parameters)})
                  (call $put {string.Concat(parameters.Select((_, i) => $"(local.get {i})"))}))
                (func (export "take") (result {result}) {(isSpilled ? $"""
                  (local $at i32)
                  (local.set $at (call $realloc (i32.const 0) (i32.const 0) (i32.const {type.Alignment}) (i32.const {type.Size})))
                  (call $take (local.get $at))
                  (local.get $at)
                  """ : "(call $take)")}))
              (core instance $pass (instantiate $Pass
                (with "m" (instance $m))
                (with "" (instance (export "put" (func $put')) (export "take" (func $take'))))))
              (func (export "put") (param "x" {text}) (canon lift (core func $pass "put") {options}))
              (func (export "take") (result {text}) (canon lift (core func $pass "take") {options})))
            """;
    }

    /// <summary>The host's two functions: one keeps the value, the other gives it back.</summary>
    private sealed class Endpoint(ComponentType type)
    {
        private readonly FunctionShape _put = new(new ComponentFuncType([new FuncParameter("x", type)], null, isAsync: false), new ShapeTable(inGuest: false));
        private readonly FunctionShape _take = new(new ComponentFuncType([], type, isAsync: false), new ShapeTable(inGuest: false));

        public ComponentType Type => type;

        public ComponentValue Value { get; private set; }

        public ComponentLinker AddTo(ComponentLinker linker) => linker.Add(
            new HostInterface(
                "",
                [],
                [
                    new HostFunction("put", $"func(x:{type.Signature})", (ref call) =>
                    {
                        var values = new ComponentValue[1];
                        _put.LiftParameters(call.Context, call.Args, values);
                        Value = values[0];
                    }),
                    new HostFunction("take", $"func()->{type.Signature}", (ref call) => _take.LowerResult(call.Context, Value, call.Args)),
                ]),
            _ => this);
    }
}
