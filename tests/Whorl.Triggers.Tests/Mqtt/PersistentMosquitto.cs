using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Triggers.Tests.Mqtt;

/// <summary>A Mosquitto server that writes down what it knows when it is told to end.</summary>
public sealed class PersistentMosquitto : MosquittoServer
{
    protected override bool IsPersistent => true;
}
