using Whorl.Bindings.Binding;
using Whorl.Bindings.Emit;
using Whorl.Wit;
using Whorl.Wit.Diagnostics;

namespace Whorl.Bindings.Pipeline;

/// <summary>From the WIT text of one item to its C# files: a pure function.</summary>
internal static class BindingsBuilder
{
    public static GeneratedBindings Build(BindingsRequest request, CancellationToken cancel)
    {
        var item = request.Item;
        if (request.Files.Count == 0)
        {
            return Failed($"there is no .wit file in '{item.Root}'; correct the path of the WitPackage item");
        }

        if (item.Namespace.Length == 0)
        {
            return Failed($"the WitPackage item '{item.Root}' has no Namespace; write Namespace=\"My.Bindings\" on it");
        }

        var sources = WitSourceSet.FromFolder(item.Root, request.Files.Select(f => new WitSource(f.Path, f.Text)));
        var resolution = WitResolution.Resolve(sources, new WitOptions { Features = item.FeatureSet });
        cancel.ThrowIfCancellationRequested();
        var diagnostics = resolution.Diagnostics.Select(Convert).ToList();
        if (!resolution.Success)
        {
            return new GeneratedBindings(default, new EquatableArray<BindingsDiagnostic>([.. diagnostics]));
        }

        var world = resolution.SelectWorld(item.World.Length == 0 ? null : item.World, out var error);
        if (world is null)
        {
            return Failed($"{error} (WitPackage item '{item.Root}')");
        }

        var binding = new WorldBinding(world, item.Namespace);
        var files = new WorldEmitter(binding).Emit(cancel);
        diagnostics.AddRange(binding.Skipped.Select(reason => new BindingsDiagnostic(Descriptors.Skipped, "", 0, 0, 0, reason)));
        return new GeneratedBindings(
            new EquatableArray<GeneratedFile>([.. files]), new EquatableArray<BindingsDiagnostic>([.. diagnostics]));
    }

    private static GeneratedBindings Failed(string message) => new(
        default, new EquatableArray<BindingsDiagnostic>([new BindingsDiagnostic(Descriptors.BadItem, "", 0, 0, 0, message)]));

    private static BindingsDiagnostic Convert(WitDiagnostic diagnostic)
    {
        var id = diagnostic.Severity == WitSeverity.Error ? Descriptors.InvalidWit : Descriptors.DoubtfulWit;
        var at = diagnostic.Location;
        return new BindingsDiagnostic(
            id, at.Path, at.Line, at.Column, at.Length, $"{diagnostic.Code}: {diagnostic.Message}; {diagnostic.Remedy}");
    }
}
