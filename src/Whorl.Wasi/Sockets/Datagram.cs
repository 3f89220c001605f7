using System.Net;

namespace Whorl.Wasi.Sockets;

/// <summary>A datagram that came in.</summary>
internal readonly record struct Datagram(byte[] Data, IPEndPoint Source);
