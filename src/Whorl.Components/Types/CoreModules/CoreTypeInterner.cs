using System.Collections.Immutable;
using Whorl.Wasmtime;

namespace Whorl.Components.Types.CoreModules;

/// <summary>Keeps one object per core type. Recursion groups are equal when their texts are, with references inside a group counted from its start.</summary>
internal sealed class CoreTypeInterner
{
    private readonly Dictionary<string, ImmutableArray<CoreType>> _groups = [];
    private readonly List<CoreType> _types = [];

    /// <summary>The number that the first type of the next new group will get.</summary>
    public int NextNumber => _types.Count;

    public CoreType this[int number] => _types[number];

    public bool TryGetGroup(string key, out ImmutableArray<CoreType> group) => _groups.TryGetValue(key, out group);

    public void AddGroup(string key, ImmutableArray<CoreType> group)
    {
        _groups.Add(key, group);
        _types.AddRange(group);
    }

    /// <summary>The plain function type with these parameters and results.</summary>
    public CoreType Function(FuncType type) =>
        Function([.. type.Parameters.Select(CoreValueType.Of)], [.. type.Results.Select(CoreValueType.Of)]);

    /// <inheritdoc cref="Function(FuncType)"/>
    public CoreType Function(ImmutableArray<CoreValueType> parameters, ImmutableArray<CoreValueType> results)
    {
        var key = FunctionText(parameters, results);
        if (!_groups.TryGetValue(key, out var group))
        {
            group =
            [
                new CoreType { Number = NextNumber, Text = key, IsFunction = true, Parameters = parameters, Results = results },
            ];
            AddGroup(key, group);
        }

        return group[0];
    }

    public static string FunctionText(ImmutableArray<CoreValueType> parameters, ImmutableArray<CoreValueType> results)
    {
        var text = "(func";
        text += parameters.Length == 0 ? "" : $" (param {string.Join(' ', parameters)})";
        text += results.Length == 0 ? "" : $" (result {string.Join(' ', results)})";
        return text + ")";
    }
}
