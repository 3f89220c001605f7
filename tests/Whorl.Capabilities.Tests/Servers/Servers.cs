using Whorl.Capabilities.Tests.Servers;

[assembly: AssemblyFixture(typeof(RedisServer))]
