using Whorl.Bindings.Binding;
using Whorl.Bindings.Pipeline;

namespace Whorl.Bindings.Emit;

/// <summary>Writes all files of a world.</summary>
internal sealed class WorldEmitter(WorldBinding world)
{
    public IEnumerable<GeneratedFile> Emit(CancellationToken cancel)
    {
        var codecs = new CodecSet();
        var files = new List<GeneratedFile>();
        var glues = new List<(InterfaceBinding Binding, SourceWriter Writer)>();
        foreach (var binding in world.Imports.Append(world.Root).Where(HasContents))
        {
            cancel.ThrowIfCancellationRequested();
            files.Add(File(binding, "Types", writer => new TypeEmitter(world, writer).Emit(binding)));
            var glue = new SourceWriter();
            new HostGlueEmitter(codecs, glue).EmitMembers(binding);
            glues.Add((binding, glue));
        }

        foreach (var binding in world.Exports.Append(world.RootExports).Where(HasContents))
        {
            cancel.ThrowIfCancellationRequested();
            if (binding.Types.Count + binding.Resources.Count > 0)
            {
                files.Add(File(binding, "Types", writer => new TypeEmitter(world, writer).Emit(binding)));
            }

            files.Add(File(binding, "Export", writer => new ExportEmitter(codecs, writer).Emit(binding, world.World.Name)));
            var identities = new SourceWriter();
            new HostGlueEmitter(codecs, identities).EmitResources(binding);
            glues.Add((binding, identities));
        }

        codecs.EmitAll();
        files.AddRange(glues
            .Where(g => !g.Binding.IsExport || g.Binding.Resources.Count > 0 || codecs.HasCode(g.Binding))
            .Select(g => File(g.Binding, g.Binding.GlueClass, writer => HostGlueEmitter.EmitClass(writer, g.Binding, g.Writer, codecs.CodeOf(g.Binding)))));
        return files;
    }

    private static bool HasContents(InterfaceBinding binding) =>
        binding.Types.Count + binding.Resources.Count + binding.Functions.Count > 0;

    private static GeneratedFile File(InterfaceBinding binding, string part, Action<SourceWriter> emit)
    {
        var writer = new SourceWriter();
        emit(writer);
        return CSharpFile.Create($"{binding.Namespace}.{part}.g.cs", binding.Namespace, writer);
    }
}
