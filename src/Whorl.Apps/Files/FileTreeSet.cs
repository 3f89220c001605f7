using System.Collections.Frozen;
using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;

namespace Whorl.Apps.Files;

/// <summary>The files of an app's components. Equal contents are one object, and so are equal trees.</summary>
public sealed class FileTreeSet
{
    private readonly FrozenDictionary<string, FileTree> _byComponent;

    private FileTreeSet(FrozenDictionary<string, FileTree> byComponent, ImmutableArray<Diagnostic> diagnostics)
    {
        _byComponent = byComponent;
        Diagnostics = diagnostics;
    }

    /// <summary>What is wrong with <c>files</c>; with an error among it the trees are not complete.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>Whether every tree is complete.</summary>
    public bool IsComplete => !Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>The files of a component; <see cref="FileTree.Empty"/> for one that has none.</summary>
    public FileTree this[string component] => _byComponent.GetValueOrDefault(component, FileTree.Empty);

    /// <summary>Finds and reads the files of components. Reads every file once, to know its digest.</summary>
    /// <param name="app">The app, in whose folder all files must lie.</param>
    /// <param name="components">The components whose files are wanted.</param>
    public static FileTreeSet Load(AppModel app, IEnumerable<ComponentModel> components)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(components);
        var diagnostics = new DiagnosticBag(app.ManifestPath);
        var folder = new AppFolder(app.Folder);
        var listings = components
            .Where(c => !c.Files.IsEmpty)
            .Select(c => (c.Id, Files: FileListing.List(folder, c, diagnostics)))
            .ToList();
        var contents = ContentReader.Read(listings.SelectMany(l => l.Files), diagnostics);
        var trees = new Dictionary<string, FileTree>(StringComparer.Ordinal);
        var byComponent = new Dictionary<string, FileTree>(StringComparer.Ordinal);
        foreach (var (component, files) in listings)
        {
            var tree = FileTreeBuilder.Build(FilePlacements.Place(files, contents, component, diagnostics));
            byComponent[component] = trees.TryGetValue(tree.Digest, out var same) ? same : trees[tree.Digest] = tree;
        }

        return new FileTreeSet(byComponent.ToFrozenDictionary(StringComparer.Ordinal), diagnostics.ToImmutable());
    }
}
