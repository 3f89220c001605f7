using BenchmarkDotNet.Running;
using Whorl.Benchmarks;

BenchmarkSwitcher.FromTypes([typeof(HostCallBenchmarks), typeof(InstanceBenchmarks)]).Run(args.Length > 0 ? args : ["--filter", "*"]);
