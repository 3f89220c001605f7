namespace Whorl.Capabilities.Databases;

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as far as interfaces name it.</param>
/// <param name="TypeName">What the server calls its type.</param>
internal sealed record SqlColumn(string Name, SqlType Type, string TypeName);
