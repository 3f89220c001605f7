namespace Whorl.Apps.Diagnostics;

/// <summary>The kinds of diagnostics. A number is never given a new meaning; <c>docs/manifest.md</c> lists them.</summary>
public enum DiagnosticCode
{
    /// <summary>The file cannot be read.</summary>
    UnreadableFile = 101,

    /// <summary>The text is not TOML.</summary>
    MalformedToml = 102,

    /// <summary>A key or a table is defined twice.</summary>
    DuplicateKey = 103,

    /// <summary>The manifest version is missing or not one that exists.</summary>
    BadManifestVersion = 110,

    /// <summary>A table has a key that has no meaning there.</summary>
    UnknownKey = 201,

    /// <summary>A value has the wrong type.</summary>
    WrongType = 202,

    /// <summary>A key that must be there is not.</summary>
    MissingKey = 203,

    /// <summary>A value has the right type but is not one of those allowed.</summary>
    BadValue = 204,

    /// <summary>Two keys exclude each other, or exactly one of several must be given.</summary>
    ConflictingKeys = 205,

    /// <summary>A key is still understood but has a successor.</summary>
    DeprecatedKey = 206,

    /// <summary>A name breaks the grammar of its kind (kebab-case, snake_case, ...).</summary>
    BadIdentifier = 210,

    /// <summary>A reference names a component that does not exist.</summary>
    UnknownComponent = 301,

    /// <summary>Two components have the same id.</summary>
    DuplicateComponent = 302,

    /// <summary>No trigger and no other component uses a component.</summary>
    UnusedComponent = 303,

    /// <summary>A component source cannot be understood.</summary>
    BadSource = 304,

    /// <summary>It is not known which registry a package comes from, or how to get at that.</summary>
    UnknownRegistry = 305,

    /// <summary>The Wasm file of a component is not there.</summary>
    MissingWasm = 306,

    /// <summary>A component cannot be downloaded, or is not what its digest says.</summary>
    UnavailableSource = 307,

    /// <summary>The Wasm of a component is a core module.</summary>
    CoreModule = 308,

    /// <summary>The Wasm of a component is not a valid component.</summary>
    InvalidComponent = 309,

    /// <summary>A profile that no component defines was asked for.</summary>
    UnknownProfile = 310,

    /// <summary>A component exports nothing that a trigger could call.</summary>
    NoHandler = 311,

    /// <summary>A component imports what the host does not offer.</summary>
    UnmetImport = 312,

    /// <summary>A component cannot stand in the chain of middleware that a trigger puts it in.</summary>
    BadMiddleware = 313,

    /// <summary>The app has no trigger.</summary>
    NoTriggers = 401,

    /// <summary>A trigger has no component, or more than it may have.</summary>
    BadTriggerTarget = 402,

    /// <summary>Two triggers have the same id.</summary>
    DuplicateTrigger = 403,

    /// <summary>A trigger is of a kind that cannot be run.</summary>
    UnsupportedTrigger = 404,

    /// <summary>A trigger is not run, because another one of its type is.</summary>
    UnusedTrigger = 405,

    /// <summary>A route cannot be understood.</summary>
    BadRoute = 410,

    /// <summary>Two triggers have the same route.</summary>
    DuplicateRoute = 411,

    /// <summary>A route lies under a path that is never routed.</summary>
    ReservedRoute = 412,

    /// <summary>A static response cannot be sent.</summary>
    BadStaticResponse = 413,

    /// <summary>A template cannot be understood.</summary>
    BadTemplate = 501,

    /// <summary>A template uses a variable that the app does not define.</summary>
    UnknownVariable = 502,

    /// <summary>A variable is neither required nor has a default, or is both.</summary>
    BadVariable = 503,

    /// <summary>A required variable has no value.</summary>
    MissingVariable = 504,

    /// <summary>A <c>--variable</c> argument or its file cannot be understood.</summary>
    BadVariableArgument = 505,

    /// <summary>A line of a <c>.env</c> file cannot be understood.</summary>
    BadDotEnvLine = 506,

    /// <summary>An entry of <c>allowed_outbound_hosts</c> or <c>allowed_http_hosts</c> cannot be understood.</summary>
    BadAllowedHost = 601,

    /// <summary>An entry grants access to a component that does not exist, or that was left out.</summary>
    UnknownChainedComponent = 602,

    /// <summary>An entry of <c>files</c> or <c>exclude_files</c> cannot be understood.</summary>
    BadFilePattern = 701,

    /// <summary>A file or folder that <c>files</c> names is not there.</summary>
    MissingFile = 702,

    /// <summary>A file lies outside the app's folder.</summary>
    FileOutsideApp = 703,

    /// <summary>Two entries put different files at one path, or a file where a folder must be.</summary>
    FileConflict = 704,

    /// <summary>An entry takes in the whole folder of the app.</summary>
    WholeFolder = 705,

    /// <summary>The build working folder is not one inside the app.</summary>
    BadBuildFolder = 801,

    /// <summary>Components depend on each other in a circle, so that there is no build order.</summary>
    BuildCycle = 802,

    /// <summary>A limit is not one that exists, or is out of its range.</summary>
    BadLimit = 901,

    /// <summary>A dependency name or its entry cannot be understood.</summary>
    BadDependency = 1001,

    /// <summary>Two dependencies of a component claim the same interface.</summary>
    OverlappingDependencies = 1002,

    /// <summary>A component that serves as a dependency has capabilities of its own.</summary>
    DependencyHasCapabilities = 1003,

    /// <summary>The runtime configuration has no store, database or model of the name that a component asks for.</summary>
    UnknownGrant = 1101,

    /// <summary>The runtime configuration asks for something that is understood and cannot be used yet.</summary>
    UnsupportedConfiguration = 1102,

    /// <summary>The state folder or a file in it belongs to another app, or cannot be used.</summary>
    UnusableState = 1103,
}
