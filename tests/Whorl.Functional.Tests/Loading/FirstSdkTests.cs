using System.Net;
using Whorl.Functional.Tests.Infrastructure;
using Whorl.Wasmtime;

namespace Whorl.Functional.Tests.Loading;

/// <summary>Core modules of the first Spin SDKs, by the names that these gave to imports and exports.</summary>
public sealed class FirstSdkTests
{
    // Every function that such a module can import, by how many values it takes.
    private const string Imports = """
        key-value: open 3, get 4, set 6, delete 4, exists 4, get-keys 2, close 1
        llm: generate-embeddings 5
        outbound-mysql: query 7, execute 7
        outbound-pg: query 7, execute 7
        outbound-redis: publish 7, get 5, set 7, incr 5, del 5, sadd 7, smembers 5, srem 7, execute 7
        spin-config: get-config 3
        sqlite: open 3, execute 6, close 1
        wasi-outbound-http: request 11
        """;

    // Keeps the request's body under a key, and answers with what is kept there. The environment is asked for when memory is first given, as the
    // start-up code of C libraries does.
    private const string Module = """
        (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ (param i32 i32) (result i32)))
        (memory (export "memory") 2)
        (global $free (mut i32) (i32.const 4096))
        (data (i32.const 0) "default")
        (data (i32.const 16) "the key")
        (data (i32.const 32) "x-first")
        (data (i32.const 48) "yes")
        (data (i32.const 64) "\20\00\00\00\07\00\00\00\30\00\00\00\03\00\00\00")
        (func (export "canonical_abi_realloc") (param i32 i32 i32 i32) (result i32)
          (if (i32.eq (global.get $free) (i32.const 4096)) (then (if (call $environ (i32.const 1000) (i32.const 1004)) (then unreachable))))
          (global.set $free (i32.and (i32.add (global.get $free) (i32.const 7)) (i32.const -8)))
          (global.get $free)
          (global.set $free (i32.add (global.get $free) (local.get 3))))
        (func (export "handle-http-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
          (local $store i32)
          (if (i32.ne (local.get 0) (i32.const 1)) (then unreachable))
          (call $key-value.open (i32.const 0) (i32.const 7) (i32.const 1024))
          (if (i32.load8_u (i32.const 1024)) (then unreachable))
          (local.set $store (i32.load (i32.const 1028)))
          (call $key-value.set (local.get $store) (i32.const 16) (i32.const 7) (local.get 8) (local.get 9) (i32.const 1024))
          (if (i32.load8_u (i32.const 1024)) (then unreachable))
          (call $key-value.get (local.get $store) (i32.const 16) (i32.const 7) (i32.const 1024))
          (if (i32.load8_u (i32.const 1024)) (then unreachable))
          (i32.store16 (i32.const 2048) (i32.const 202))
          (i32.store8 (i32.const 2052) (i32.const 1))
          (i32.store (i32.const 2056) (i32.const 64))
          (i32.store (i32.const 2060) (i32.const 1))
          (i32.store8 (i32.const 2064) (i32.const 1))
          (i32.store (i32.const 2068) (i32.load (i32.const 1028)))
          (i32.store (i32.const 2072) (i32.load (i32.const 1032)))
          (i32.const 2048))
        """;

    [Fact]
    public async Task Module_OfTheFirstSdks_HasItsInterfaces_AndAnswers()
    {
        string folder = Directory.CreateTempSubdirectory("whorl-first-sdk-").FullName;
        string file = Path.Combine(folder, "first.wasm");
        try
        {
            await File.WriteAllBytesAsync(file, Wat.ToWasm($"(module {string.Concat(Imports.Split('\n').SelectMany(ImportsOf))} {Module})"));
            await using ServedApp app = await ServedApp.StartAsync($"""
                [[trigger.http]]
                route = "/..."
                component = "one"

                [component.one]
                source = '{file}'
                key_value_stores = ["default"]
                """);
            using HttpResponseMessage response = await app.Client.PostAsync(new Uri("/", UriKind.Relative), new StringContent("kept and read"));
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            Assert.Equal("yes", response.Headers.GetValues("x-first").Single());
            Assert.Equal("kept and read", await response.Content.ReadAsStringAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> ImportsOf(string line)
    {
        string[] parts = line.Trim().Split(": ");
        foreach (string function in parts[1].Split(", "))
        {
            string[] words = function.Split(' ');
            string parameters = string.Join(' ', Enumerable.Repeat("i32", int.Parse(words[1], null)));
            yield return $"""(import "{parts[0]}" "{words[0]}" (func ${parts[0]}.{words[0]} (param {parameters}))) """;
        }
    }
}
