using Whorl.Bindings.Naming;
using Whorl.Wit.Model;

namespace Whorl.Bindings.Binding;

/// <summary>Where a type stands, which decides the C# form of strings and lists of bytes.</summary>
internal enum TypeRole
{
    /// <summary>Inside another type, or lifted for good: <c>string</c> and <c>byte[]</c>.</summary>
    Value,

    /// <summary>A parameter that the host is given: in place in the guest's memory.</summary>
    HostParameter,

    /// <summary>What the host returns: bytes may be cut from a larger buffer.</summary>
    HostResult,

    /// <summary>A parameter that the host gives to a guest: spans.</summary>
    GuestParameter,
}

/// <summary>Makes <see cref="BoundType"/>s of WIT types, one for each named type of each binding.</summary>
internal sealed class TypeBinder(WorldBinding world)
{
    private readonly Dictionary<(InterfaceBinding, WitTypeDefinition), BoundType> _named = [];
    private readonly Dictionary<(InterfaceBinding, WitTypeDefinition), ResourceBinding> _resources = [];
    private readonly List<Action> _completions = [];

    /// <summary>Names the types that a binding defines. Aliases and used types have no C# type of their own.</summary>
    public void Declare(InterfaceBinding owner, IEnumerable<WitTypeDefinition> definitions)
    {
        // Resources come last: the fields that identify them must not hide a type's name.
        var all = definitions.ToList();
        foreach (var definition in all.Where(d => d.Kind is not WitTypeKind.Resource))
        {
            switch (definition.Kind)
            {
                case WitTypeKind.Record record:
                    DeclareRecord(owner, definition, record);
                    break;
                case WitTypeKind.Variant variant:
                    DeclareVariant(owner, definition, variant);
                    break;
                case WitTypeKind.Enum labels:
                    DeclareLabels(owner, definition, new EnumType(owner, TakeName(owner, definition)), labels.Cases);
                    break;
                case WitTypeKind.Flags flags:
                    DeclareLabels(owner, definition, new FlagsType(owner, TakeName(owner, definition)), flags.Labels);
                    break;
            }
        }

        foreach (var definition in all.Where(d => d.Kind is WitTypeKind.Resource))
        {
            DeclareResource(owner, definition);
        }
    }

    /// <summary>Binds the members of all declared types.</summary>
    public void Complete()
    {
        foreach (var complete in _completions)
        {
            complete();
        }
    }

    public ResourceBinding Resource(WitTypeDefinition definition, InterfaceBinding from)
    {
        var target = definition.Target;
        return _resources[(world.Find(target, from), target)];
    }

    /// <summary>The bound form of a type that <paramref name="from"/> refers to.</summary>
    public BoundType Bind(WitType type, InterfaceBinding from, TypeRole role)
    {
        switch (type)
        {
            case WitType.Primitive { Kind: WitPrimitive.String }:
                return new StringType(StringFormOf(role));
            case WitType.Primitive { Kind: WitPrimitive.ErrorContext }:
                return new UnsupportedType("error-context");
            case WitType.Primitive primitive:
                return ScalarType.Of(primitive.Kind);
            case WitType.Named named:
                return BindNamed(named.Definition.Target, from, role);
            case WitType.List { Length: null, Element: var element } when IsByte(element):
                return new BytesType(BytesFormOf(role));
            case WitType.List list:
                var item = Bind(list.Element, from, TypeRole.Value);
                return list.Length is { } length ? BindArray(item, length) : new ListType(item);
            case WitType.Map map:
                return new MapType(Bind(new WitType.Primitive(map.Key), from, TypeRole.Value), Bind(map.Value, from, TypeRole.Value));
            case WitType.Option option:
                return new OptionType(Bind(option.Element, from, Inside(role)));
            case WitType.Result result:
                return new ResultType(BindOptional(result.Ok, from, Inside(role)), BindOptional(result.Error, from, Inside(role)));
            case WitType.Tuple tuple:
                return new TupleType([.. tuple.Elements.Select(e => Bind(e, from, TypeRole.Value))]);
            case WitType.Own own:
                return new HandleType(Resource(own.Resource, from), isOwned: true);
            case WitType.Borrow borrow:
                return new HandleType(Resource(borrow.Resource, from), isOwned: false);
            case WitType.Stream stream:
                return BindChannel(stream.Element, from, isStream: true);
            default:
                return BindChannel(((WitType.Future)type).Element, from, isStream: false);
        }
    }

    private ChannelType BindChannel(WitType? element, InterfaceBinding from, bool isStream) =>
        new(isStream, BindOptional(element, from, TypeRole.Value), element is null ? "" : SignatureText.Of(element));

    // Spans cannot be part of another type, but memory can.
    private static TypeRole Inside(TypeRole role) => role == TypeRole.HostResult ? TypeRole.HostResult : TypeRole.Value;

    private static BoundType BindArray(BoundType element, uint length) =>
        length <= ushort.MaxValue ? new ArrayType(element, (int)length) : new UnsupportedType($"list of the fixed length {length}");

    private static StringForm StringFormOf(TypeRole role) => role switch
    {
        TypeRole.HostParameter => StringForm.InGuest,
        TypeRole.GuestParameter => StringForm.Characters,
        _ => StringForm.Text,
    };

    private static BytesForm BytesFormOf(TypeRole role) => role switch
    {
        TypeRole.HostParameter or TypeRole.GuestParameter => BytesForm.Span,
        TypeRole.HostResult => BytesForm.Memory,
        _ => BytesForm.Array,
    };

    private static bool IsByte(WitType type) => type switch
    {
        WitType.Primitive primitive => primitive.Kind == WitPrimitive.U8,
        WitType.Named named => named.Definition.Target.Kind is WitTypeKind.Alias alias && IsByte(alias.Type),
        _ => false,
    };

    private static string TakeName(InterfaceBinding owner, WitTypeDefinition definition) =>
        TakeName(owner, CSharpName.Pascal(definition.Name));

    private static string TakeName(InterfaceBinding owner, string preferred)
    {
        var name = owner.TypeNames.Take(preferred);
        owner.GlueNames.Reserve(name);
        return name;
    }

    private BoundType BindNamed(WitTypeDefinition target, InterfaceBinding from, TypeRole role)
    {
        var owner = world.Find(target, from);
        return target.Kind is WitTypeKind.Alias alias ? Bind(alias.Type, owner, role) : _named[(owner, target)];
    }

    private BoundType? BindOptional(WitType? type, InterfaceBinding from, TypeRole role) => type is null ? null : Bind(type, from, role);

    private void DeclareResource(InterfaceBinding owner, WitTypeDefinition definition)
    {
        var pascal = CSharpName.Pascal(definition.Name);
        var resource = new ResourceBinding(
            owner,
            definition.Name,
            TakeName(owner, owner.IsExport ? pascal : "I" + pascal),
            owner.GlueNames.Take(owner.IsExport ? pascal + "Resource" : pascal),
            definition.Docs);
        _resources.Add((owner, definition), resource);
        owner.Resources.Add(resource);
    }

    private void DeclareRecord(InterfaceBinding owner, WitTypeDefinition definition, WitTypeKind.Record record)
    {
        var type = new RecordType(owner, TakeName(owner, definition));
        Add(owner, definition, type);
        var names = new NameTable(type.Name, "Equals", "GetHashCode", "GetType", "ToString", "Deconstruct", "PrintMembers", "MemberwiseClone", "Finalize");
        _completions.Add(() =>
        {
            foreach (var field in record.Fields)
            {
                var property = names.Take(CSharpName.Pascal(field.Name));
                type.Fields.Add(new BoundMember(property, property, Bind(field.Type, owner, TypeRole.Value), field.Docs));
            }
        });
    }

    private void DeclareVariant(InterfaceBinding owner, WitTypeDefinition definition, WitTypeKind.Variant variant)
    {
        var name = TakeName(owner, definition);
        var type = new VariantType(owner, name, TakeName(owner, name + "Kind"));
        Add(owner, definition, type);
        var names = new NameTable(name, "Kind", "Equals", "GetHashCode", "GetType", "ToString", "PrintMembers", "MemberwiseClone", "Finalize");
        _completions.Add(() =>
        {
            var caseNames = variant.Cases.Select(c => names.Take(CSharpName.Pascal(c.Name))).ToList();
            type.VariantCases.AddRange(variant.Cases.Select((item, i) => new BoundCase(
                caseNames[i],
                item.Type is null ? "" : names.Take("As" + caseNames[i]),
                BindOptional(item.Type, owner, TypeRole.Value),
                item.Docs)));
        });
    }

    private void DeclareLabels(InterfaceBinding owner, WitTypeDefinition definition, LabelType type, IEnumerable<WitLabel> labels)
    {
        Add(owner, definition, type);
        var names = new NameTable(type is FlagsType ? ["None"] : []);
        type.Labels.AddRange(labels.Select(label => new BoundLabel(names.Take(CSharpName.Pascal(label.Name)), label.Docs)));
    }

    private void Add(InterfaceBinding owner, WitTypeDefinition definition, BoundType type)
    {
        _named.Add((owner, definition), type);
        owner.Types.Add(type);
        world.TypeDocs[type] = definition.Docs;
    }
}
