using Whorl.Components.Types;

namespace Whorl.Components.Validation;

/// <summary>
/// Decides whether one type can stand where another is expected. Value types must be equal; instances, components and
/// modules may offer more and ask for less. Every method returns what does not fit, or null.
/// </summary>
internal static class Subtyping
{
    public static string? Check(ExternType actual, ExternType expected) => (actual, expected) switch
    {
        (ModuleExtern a, ModuleExtern e) => CoreSubtyping.Check(a.Type, e.Type),
        (FuncExtern a, FuncExtern e) => Check(a.Type, e.Type),
        (ValueExtern a, ValueExtern e) => ValueSubtyping.Check(a.Type, e.Type),
        (TypeExtern a, TypeExtern e) => Check(a.Referenced, e.Referenced),
        (InstanceExtern a, InstanceExtern e) => Check(a.Type, e.Type),
        (ComponentExtern a, ComponentExtern e) => Check(a.Type, e.Type),
        _ => $"expected {expected.Noun}, found {actual.Noun}",
    };

    /// <summary>Checks items that are given by name against those that are expected.</summary>
    /// <param name="expected">What is expected; more may be given.</param>
    /// <param name="variables">The resources in <paramref name="expected"/> that stand for whatever is given.</param>
    /// <param name="given">Finds what is given under a name.</param>
    /// <param name="noun">What the items are called in messages.</param>
    /// <param name="substitution">What the variables, and the types' names, turned out to be.</param>
    public static string? Match(
        ExternTypes expected,
        IReadOnlyCollection<ResourceType> variables,
        Func<string, ExternType?> given,
        string noun,
        out TypeSubstitution substitution)
    {
        substitution = new TypeSubstitution();
        var resources = new TypeSubstitution();
        var open = new HashSet<ResourceType>(variables);
        foreach (var (name, type) in expected)
        {
            Bind(type, given(name), open, resources, substitution);
        }

        foreach (var (name, type) in expected)
        {
            if (given(name) is not { } actual)
            {
                return $"missing {noun} named `{name}`";
            }

            if (Check(actual, type.Substitute(resources)) is { } error)
            {
                return $"type mismatch for {noun} `{name}`: {error}";
            }
        }

        foreach (var (name, type) in expected)
        {
            BindNames(type, given(name)!, substitution);
        }

        return null;
    }

    private static string? Check(TypeDefinition actual, TypeDefinition expected) => (actual, expected) switch
    {
        (ResourceName a, ResourceName e) => ReferenceEquals(a.Resource, e.Resource)
            ? null
            : $"resource types are not the same ({e.Resource} and {a.Resource})",
        (ComponentType a, PrimitiveType) when a is not PrimitiveType => $"expected primitive, found {a.Noun}",
        (ComponentType a, ComponentType e) => ValueSubtyping.Check(a, e),
        (ComponentFuncType a, ComponentFuncType e) => Check(a, e),
        (InstanceType a, InstanceType e) => Check(a, e),
        (ComponentSignature a, ComponentSignature e) => Check(a, e),
        _ => $"expected {KindOf(expected)}, found {KindOf(actual)}",
    };

    private static string? Check(ComponentFuncType actual, ComponentFuncType expected)
    {
        if (actual.IsAsync != expected.IsAsync)
        {
            return expected.IsAsync ? "expected async function, found sync function" : "expected sync function, found async function";
        }

        if (actual.Parameters.Length != expected.Parameters.Length)
        {
            return $"expected {expected.Parameters.Length} parameters, found {actual.Parameters.Length}";
        }

        foreach (var (a, e) in actual.Parameters.Zip(expected.Parameters))
        {
            if (!string.Equals(a.Name, e.Name, StringComparison.OrdinalIgnoreCase))
            {
                return $"expected parameter named `{e.Name}`, found `{a.Name}`";
            }

            if (ValueSubtyping.Check(a.Type, e.Type) is { } error)
            {
                return $"type mismatch in function parameter `{a.Name}`: {error}";
            }
        }

        return (actual.Result, expected.Result) switch
        {
            (null, null) => null,
            (null, _) => "expected a result, found none",
            (_, null) => "expected no result, found one",
            var (a, e) => ValueSubtyping.Check(a, e) is { } error ? $"type mismatch with result type: {error}" : null,
        };
    }

    private static string? Check(InstanceType actual, InstanceType expected)
    {
        if (ReferenceEquals(actual, expected))
        {
            return null;
        }

        foreach (var (name, type) in expected.Exports)
        {
            if (!actual.Exports.TryGet(name, out var export))
            {
                return $"missing expected export `{name}`";
            }

            if (Check(export, type) is { } error)
            {
                return $"type mismatch in instance export `{name}`: {error}";
            }
        }

        return null;
    }

    // Whoever expects a component will give it the expected imports: they must do for the actual one. What comes out of
    // the actual one, with those imports filled in, must then do for whoever expects the exports.
    private static string? Check(ComponentSignature actual, ComponentSignature expected)
    {
        var error = Match(
            actual.Imports, actual.ImportedResources, name => Find(expected.Imports, name), "import", out var substitution);
        if (error is not null)
        {
            return error;
        }

        var exports = actual.Exports.Substitute(substitution);
        return Match(expected.Exports, expected.FreshResources, name => Find(exports, name), "export", out _);
    }

    private static ExternType? Find(ExternTypes types, string name) => types.TryGet(name, out var type) ? type : null;

    // A mismatch is found later, by the check itself: here whatever has no counterpart is passed over.
    private static void Bind(
        ExternType expected, ExternType? given, HashSet<ResourceType> open, TypeSubstitution resources, TypeSubstitution all)
    {
        switch (expected, given)
        {
            case (TypeExtern { Created: ResourceName e }, TypeExtern { Created: ResourceName g }) when open.Contains(e.Resource):
                resources.Map(e.Resource, g.Resource);
                all.Map(e.Resource, g.Resource);
                break;
            case (InstanceExtern e, InstanceExtern g):
                foreach (var (name, type) in e.Type.Exports)
                {
                    Bind(type, Find(g.Type.Exports, name), open, resources, all);
                }

                break;
        }
    }

    private static void BindNames(ExternType expected, ExternType given, TypeSubstitution substitution)
    {
        switch (expected, given)
        {
            case (TypeExtern e, TypeExtern g):
                substitution.Map(e.Created, g.Created);
                break;
            case (InstanceExtern e, InstanceExtern g):
                foreach (var (name, type) in e.Type.Exports)
                {
                    BindNames(type, Find(g.Type.Exports, name)!, substitution);
                }

                break;
        }
    }

    private static string KindOf(TypeDefinition type) => type is ComponentType ? "defined type" : type.Noun;
}
