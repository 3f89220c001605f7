namespace Whorl.Wasi.Tests.Guests;

/// <summary>The same with the core module that the component is made of.</summary>
public sealed class ServiceGuestModuleTests() : ServiceGuestTests("tests/guests/service/service.module.wasm");
