using System.Diagnostics;
using Whorl.Components.Hosting;

namespace Whorl.Components.Tasks;

/// <summary>Marks a place in the loop's queue.</summary>
internal sealed class EndOfTurn : LoopWork
{
    protected internal override void Run() => throw new UnreachableException();
}
