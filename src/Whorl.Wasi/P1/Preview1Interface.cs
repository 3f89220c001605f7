using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Wasi.P1;

/// <summary>Preview 1 as a host interface. Its functions take and give numbers, some of which are addresses in the module's memory.</summary>
internal static class Preview1Interface
{
    private delegate Errno Body(Preview1Host host, GuestMemory memory, Numbers arguments);

    /// <summary>The interface. A module that imports <c>wasi_unstable</c> is given the same one.</summary>
    public static HostInterface Interface { get; } = new(
        "wasi_snapshot_preview1",
        [],
        [
            Function("args_get", "ii", (h, m, a) => h.ArgsGet(m, a.U32(0), a.U32(1))),
            Function("args_sizes_get", "ii", (h, m, a) => h.ArgsSizesGet(m, a.U32(0), a.U32(1))),
            Function("environ_get", "ii", (h, m, a) => h.EnvironGet(m, a.U32(0), a.U32(1))),
            Function("environ_sizes_get", "ii", (h, m, a) => h.EnvironSizesGet(m, a.U32(0), a.U32(1))),
            Function("clock_res_get", "ii", (h, m, a) => h.ClockResGet(m, a.U32(0), a.U32(1))),
            Function("clock_time_get", "ili", (h, m, a) => h.ClockTimeGet(m, a.U32(0), a.U32(2))),
            Function("fd_advise", "illi", (h, _, a) => h.FdAdvise(a.U32(0))),
            Function("fd_allocate", "ill", (h, _, a) => h.FdAllocate(a.U32(0))),
            Function("fd_close", "i", (h, _, a) => h.FdClose(a.U32(0))),
            Function("fd_datasync", "i", (h, _, a) => h.FdSync(a.U32(0))),
            Function("fd_fdstat_get", "ii", (h, m, a) => h.FdFdstatGet(m, a.U32(0), a.U32(1))),
            Function("fd_fdstat_set_flags", "ii", (h, _, a) => h.FdFdstatSetFlags(a.U32(0), a.U32(1))),
            Function("fd_fdstat_set_rights", "ill", (h, _, a) => h.FdSync(a.U32(0))),
            Function("fd_filestat_get", "ii", (h, m, a) => h.FdFilestatGet(m, a.U32(0), a.U32(1))),
            Function("fd_filestat_set_size", "il", (h, _, a) => h.FdFilestatSetSize(a.U32(0), a.U64(1))),
            Function("fd_filestat_set_times", "illi", (h, _, a) => h.FdFilestatSetTimes(a.U32(0), a.U64(1), a.U64(2), a.U32(3))),
            Function("fd_pread", "iiili", (h, m, a) => h.FdPread(m, a.U32(0), a.U32(1), a.U32(2), a.U64(3), a.U32(4))),
            Function("fd_prestat_get", "ii", (h, m, a) => h.FdPrestatGet(m, a.U32(0), a.U32(1))),
            Function("fd_prestat_dir_name", "iii", (h, m, a) => h.FdPrestatDirName(m, a.U32(0), a.U32(1), a.U32(2))),
            Function("fd_pwrite", "iiili", (h, m, a) => h.FdPwrite(m, a.U32(0), a.U32(1), a.U32(2), a.U64(3), a.U32(4))),
            Function("fd_read", "iiii", (h, m, a) => h.FdRead(m, a.U32(0), a.U32(1), a.U32(2), a.U32(3))),
            Function("fd_readdir", "iiili", (h, m, a) => h.FdReaddir(m, a.U32(0), a.U32(1), a.U32(2), a.U64(3), a.U32(4))),
            Function("fd_renumber", "ii", (h, _, a) => h.FdRenumber(a.U32(0), a.U32(1))),
            Function("fd_seek", "ilii", (h, m, a) => h.FdSeek(m, a.U32(0), a.U64(1), a.U32(2), a.U32(3))),
            Function("fd_sync", "i", (h, _, a) => h.FdSync(a.U32(0))),
            Function("fd_tell", "ii", (h, m, a) => h.FdTell(m, a.U32(0), a.U32(1))),
            Function("fd_write", "iiii", (h, m, a) => h.FdWrite(m, a.U32(0), a.U32(1), a.U32(2), a.U32(3))),
            Function("path_create_directory", "iii", (h, m, a) => h.PathCreateDirectory(m, a.U32(0), a.U32(1), a.U32(2))),
            Function("path_filestat_get", "iiiii", (h, m, a) => h.PathFilestatGet(m, a.U32(0), a.U32(2), a.U32(3), a.U32(4))),
            Function(
                "path_filestat_set_times",
                "iiiilli",
                (h, m, a) => h.PathFilestatSetTimes(m, a.U32(0), a.U32(2), a.U32(3), a.U64(4), a.U64(5), a.U32(6))),
            Function("path_link", "iiiiiii", (h, m, a) => h.PathLink(m, a.U32(0), a.U32(2), a.U32(3), a.U32(4), a.U32(5), a.U32(6))),
            Function(
                "path_open",
                "iiiiillii",
                (h, m, a) => h.PathOpen(m, a.U32(0), a.U32(2), a.U32(3), a.U32(4), a.U64(5), a.U32(7), a.U32(8))),
            Function("path_readlink", "iiiiii", (h, m, a) => h.PathReadlink(m, a.U32(0), a.U32(1), a.U32(2))),
            Function("path_remove_directory", "iii", (h, m, a) => h.PathRemoveDirectory(m, a.U32(0), a.U32(1), a.U32(2))),
            Function("path_rename", "iiiiii", (h, m, a) => h.PathRename(m, a.U32(0), a.U32(1), a.U32(2), a.U32(3), a.U32(4), a.U32(5))),
            Function("path_symlink", "iiiii", (h, m, a) => h.PathSymlink(m, a.U32(0), a.U32(1), a.U32(2), a.U32(3), a.U32(4))),
            Function("path_unlink_file", "iii", (h, m, a) => h.PathUnlinkFile(m, a.U32(0), a.U32(1), a.U32(2))),
            Function("poll_oneoff", "iiii", (h, m, a) => h.PollOneoff(m, a.U32(0), a.U32(1), a.U32(2), a.U32(3))),
            new HostFunction("proc_exit", "func(p0:u32)", static (ref HostCall call) => Preview1Host.ProcExit(call.Args[0].U32)),
            Function("proc_raise", "i", (_, _, _) => Errno.Notsup),
            Function("sched_yield", "", (_, _, _) => Errno.Success),
            Function("random_get", "ii", (h, m, a) => h.RandomGet(m, a.U32(0), a.U32(1))),

            // Preview 1 can use sockets but not make them, and nobody gives it one.
            Function("sock_accept", "iii", (_, _, _) => Errno.Notsock),
            Function("sock_recv", "iiiiii", (_, _, _) => Errno.Notsock),
            Function("sock_send", "iiiii", (_, _, _) => Errno.Notsock),
            Function("sock_shutdown", "ii", (_, _, _) => Errno.Notsock),
        ]);

    /// <param name="name">The function.</param>
    /// <param name="parameters">Its parameters: <c>i</c> for 32 bits, <c>l</c> for 64.</param>
    /// <param name="body">What it does.</param>
    private static HostFunction Function(string name, string parameters, Body body) => new(
        name,
        $"func({string.Join(',', parameters.Select((kind, i) => $"p{i}:{(kind == 'l' ? "u64" : "u32")}"))})->u32",
        (ref HostCall call) => call.Args[0].U32 = (uint)body(call.Host<Preview1Host>(), call.Context.Memory, new Numbers(call.Args)));

    /// <summary>The arguments of a call.</summary>
    private readonly ref struct Numbers(Span<Wasmtime.ValRaw> values)
    {
        private readonly Span<Wasmtime.ValRaw> _values = values;

        public uint U32(int index) => _values[index].U32;

        public ulong U64(int index) => _values[index].U64;
    }
}
