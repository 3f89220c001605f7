using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace Whorl.Capabilities.Tests.Llm.Local;

/// <summary>Writes the files of models.</summary>
internal static class ModelWriter
{
    public static void WriteSafetensors(string path, IEnumerable<KeyValuePair<string, TestTensor>> tensors)
    {
        var header = new JsonObject { ["__metadata__"] = new JsonObject { ["format"] = "pt" } };
        using var data = new MemoryStream();
        foreach ((string name, TestTensor tensor) in tensors)
        {
            long begin = data.Length;
            data.Write(tensor.Bytes);
            header[name] = new JsonObject
            {
                ["dtype"] = tensor.Type,
                ["shape"] = new JsonArray([.. tensor.Shape.Select(d => (JsonNode)d)]),
                ["data_offsets"] = new JsonArray(begin, data.Length),
            };
        }

        WriteSafetensors(path, header.ToJsonString(), data.ToArray());
    }

    public static void WriteSafetensors(string path, string header, byte[] data)
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        File.WriteAllBytes(path, [.. length, .. text, .. data]);
    }

    /// <summary>Writes a model's tensors into as many files, and the index that names them.</summary>
    public static void WriteShards(string folder, Dictionary<string, TestTensor> tensors, int count)
    {
        var index = new JsonObject();
        foreach (IGrouping<int, KeyValuePair<string, TestTensor>> shard in tensors.Index().GroupBy(entry => entry.Index % count, entry => entry.Item))
        {
            string name = $"model-{shard.Key + 1:00000}-of-{count:00000}.safetensors";
            WriteSafetensors(Path.Combine(folder, name), shard);
            foreach ((string tensor, _) in shard)
            {
                index[tensor] = name;
            }
        }

        File.WriteAllText(Path.Combine(folder, "model.safetensors.index.json"), new JsonObject { ["weight_map"] = index }.ToJsonString());
    }
}
