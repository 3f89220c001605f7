namespace Whorl.Wasmtime;

internal static class NativeLibraryCheck
{
    public static void Ensure()
    {
    }
}
