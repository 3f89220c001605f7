using Whorl.Apps.Files;
using GuestFileContent = Whorl.Wasi.Files.FileContent;
using GuestFileTree = Whorl.Wasi.Files.FileTree;

namespace Whorl.Runtime.Loading;

/// <summary>Makes of an app's files what guests see. Equal trees and equal contents stay one object.</summary>
internal sealed class GuestFiles : IDisposable
{
    private readonly Dictionary<FileTree, GuestFileTree> _trees = [];
    private readonly Dictionary<FileContent, GuestFileContent> _contents = [];

    public GuestFileTree TreeOf(FileTree files)
    {
        if (files.Root.Entries.IsEmpty)
        {
            return GuestFileTree.Empty;
        }

        if (!_trees.TryGetValue(files, out GuestFileTree? tree))
        {
            tree = GuestFileTree.Create(FilesBelow(files.Root, ""));
            _trees.Add(files, tree);
        }

        return tree;
    }

    public void Dispose()
    {
        foreach (GuestFileContent content in _contents.Values)
        {
            content.Dispose();
        }
    }

    private IEnumerable<KeyValuePair<string, GuestFileContent>> FilesBelow(FileTreeFolder folder, string path)
    {
        foreach (FileTreeEntry entry in folder.Entries)
        {
            string entryPath = path + entry.Name;
            if (entry is FileTreeFile file)
            {
                yield return KeyValuePair.Create(entryPath, ContentOf(file.Content));
            }
            else
            {
                foreach (KeyValuePair<string, GuestFileContent> below in FilesBelow((FileTreeFolder)entry, entryPath + "/"))
                {
                    yield return below;
                }
            }
        }
    }

    private GuestFileContent ContentOf(FileContent file)
    {
        if (!_contents.TryGetValue(file, out GuestFileContent? content))
        {
            content = GuestFileContent.FromHandle(file.OpenRead, file.Length, Convert.FromHexString(file.Digest), file.Modified);
            _contents.Add(file, content);
        }

        return content;
    }
}
