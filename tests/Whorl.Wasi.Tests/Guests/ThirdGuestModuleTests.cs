namespace Whorl.Wasi.Tests.Guests;

/// <summary>The same with the core module that the component is made of.</summary>
public sealed class ThirdGuestModuleTests() : ThirdGuestTests("tests/guests/wasi3/wasi3.module.wasm");
