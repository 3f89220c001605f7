namespace Whorl.Wit.Diagnostics;

/// <summary>The codes of all diagnostics: 0xx the text, 1xx names and types, 2xx packages and worlds, 3xx gates.</summary>
internal static class Codes
{
    public const string Character = "WIT001";
    public const string Token = "WIT002";
    public const string Label = "WIT003";
    public const string Version = "WIT004";
    public const string Unclosed = "WIT005";
    public const string OldSyntax = "WIT006";

    public const string UnknownName = "WIT101";
    public const string DuplicateName = "WIT102";
    public const string Recursive = "WIT103";
    public const string NotAResource = "WIT104";
    public const string BorrowPlacement = "WIT105";
    public const string BadShape = "WIT106";
    public const string Constructor = "WIT107";
    public const string MapKey = "WIT108";

    public const string Package = "WIT201";
    public const string UnknownPackage = "WIT202";
    public const string UnknownItem = "WIT203";
    public const string UseCycle = "WIT204";
    public const string WorldConflict = "WIT205";
    public const string World = "WIT206";
    public const string PackageCycle = "WIT207";

    public const string Gate = "WIT301";
    public const string GateVersion = "WIT302";
    public const string GatedReference = "WIT303";
}
