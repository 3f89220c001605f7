using Whorl.Bench;

switch (args)
{
    case ["kestrel", var port]:
        await KestrelBaseline.RunAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case ["http", .. var options]:
        return await HttpSuite.RunAsync(BenchOptions.Parse(options));
    case ["soak", .. var options]:
        return await Soak.RunAsync(BenchOptions.Parse(options));
    case ["kv", .. var options]:
        return await KeyValueSuite.RunAsync(BenchOptions.Parse(options));
    default:
        Console.Error.WriteLine("usage: bench/run [kv|soak] [--seconds N] [--rounds N] [--only small,bodies,start,waiting] [--no-javascript]");
        return 2;
}
