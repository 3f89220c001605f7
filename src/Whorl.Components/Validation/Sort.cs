namespace Whorl.Components.Validation;

/// <summary>The sorts of things that component-level indices refer to.</summary>
internal enum Sort : byte
{
    CoreModule,
    Func,
    Value,
    Type,
    Component,
    Instance,
}

/// <summary>The sorts of things that core-level indices refer to, numbered as in the binary format.</summary>
internal enum CoreSort : byte
{
    Func = 0x00,
    Table = 0x01,
    Memory = 0x02,
    Global = 0x03,
    Tag = 0x04,
}
