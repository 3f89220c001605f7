using Whorl.Components.Linking;
using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Validation;

/// <summary>Gathers the options of one canonical definition; each may be given once.</summary>
internal sealed class CanonicalOptionSet(ComponentScope scope)
{
    private StringEncoding? _encoding;
    private uint? _memory;
    private uint? _realloc;
    private uint? _postReturn;
    private uint? _callback;
    private bool _isAsync;

    public bool IsAsync => _isAsync;

    public uint? Callback => _callback;

    public uint? PostReturn => _postReturn;

    private ValidationContext Context => scope.Context;

    public void SetEncoding(StringEncoding encoding)
    {
        if (_encoding is { } previous)
        {
            throw Context.Invalid($"canonical encoding option `{Name(previous)}` conflicts with option `{Name(encoding)}`");
        }

        _encoding = encoding;
    }

    public void SetMemory(uint memory) => SetOnce(ref _memory, memory, "memory");

    public void SetRealloc(uint function) => SetOnce(ref _realloc, function, "realloc");

    public void SetPostReturn(uint function) => SetOnce(ref _postReturn, function, "post-return");

    public void SetCallback(uint function) => SetOnce(ref _callback, function, "callback");

    public void SetAsync()
    {
        if (_isAsync)
        {
            throw Context.Invalid("canonical option `async` is specified more than once");
        }

        _isAsync = true;
    }

    /// <summary>Checks what the options say together, after the last of them.</summary>
    public CanonicalOptionSet Complete()
    {
        if (_callback is not null && !_isAsync)
        {
            throw Context.Invalid("cannot specify callback without async");
        }

        if (_isAsync && _postReturn is not null)
        {
            throw Context.Invalid("cannot specify post-return function in async");
        }

        if (_memory is { } memory)
        {
            scope.CheckAbiMemory(memory);
        }

        if (_realloc is { } realloc)
        {
            if (_memory is null)
            {
                throw Context.Invalid("canonical option `realloc` requires `memory` to also be specified");
            }

            var type = scope.CoreFunctions.At(realloc);
            var i32 = CoreValueType.I32;
            RequireSignature(type.Parameters.SequenceEqual([i32, i32, i32, i32]) && type.Results.SequenceEqual([i32]), "realloc");
        }

        return this;
    }

    public void RequireMemory()
    {
        if (_memory is null)
        {
            throw Context.Invalid("canonical option `memory` is required");
        }
    }

    public void RequireRealloc()
    {
        RequireMemory();
        if (_realloc is null)
        {
            throw Context.Invalid("canonical option `realloc` is required");
        }
    }

    /// <summary>Checks that there is nothing that only makes sense when a core function is lifted.</summary>
    public void RequireLowering()
    {
        if (_postReturn is not null)
        {
            throw Context.Invalid("canonical option `post-return` cannot be specified for lowerings");
        }

        if (_callback is not null)
        {
            throw Context.Invalid("canonical option `callback` cannot be specified for lowerings");
        }
    }

    public void Forbid(string builtin, bool realloc = false, bool async = false)
    {
        if (realloc && _realloc is not null)
        {
            throw Context.Invalid($"cannot specify `realloc` option on `{builtin}`");
        }

        if (async && _isAsync)
        {
            throw Context.Invalid($"cannot specify `async` option on `{builtin}`");
        }
    }

    public void RequireSignature(bool isRight, string option)
    {
        if (!isRight)
        {
            throw Context.Invalid($"canonical option `{option}` uses a core function with an incorrect signature");
        }
    }

    public OptionIndices ToIndices() => new(
        _encoding ?? StringEncoding.Utf8, (int?)_memory, (int?)_realloc, (int?)_postReturn, (int?)_callback, _isAsync);

    private void SetOnce(ref uint? option, uint value, string name)
    {
        if (option is not null)
        {
            throw Context.Invalid($"canonical option `{name}` is specified more than once");
        }

        option = value;
    }

    private static string Name(StringEncoding encoding) => encoding switch
    {
        StringEncoding.Utf8 => "utf8",
        StringEncoding.Utf16 => "utf16",
        _ => "latin1-utf16",
    };
}
