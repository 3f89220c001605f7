// Calls the functions of WASI 0.3 and prints what comes back: one suite, which its argument names, as a program. It waits on its own stack.
#include "task.h"

#define V "@0.3.0"
#define CLOCK "wasi:clocks/monotonic-clock" V
#define CLI(name) "wasi:cli/" name V
#define FILES "wasi:filesystem/types" V
#define SOCKETS "wasi:sockets/types" V
#define HTTP "wasi:http/types" V
#define FILE_METHOD(name) IMPORT(FILES, "[method]descriptor." name)
#define TCP(name) IMPORT(SOCKETS, "[method]tcp-socket." name)
#define UDP(name) IMPORT(SOCKETS, "[method]udp-socket." name)
#define FIELDS(name) IMPORT(HTTP, "[method]fields." name)
#define REQUEST(name) IMPORT(HTTP, "[method]request." name)
#define OPTIONS(name) IMPORT(HTTP, "[method]request-options." name)
#define RESPONSE(name) IMPORT(HTTP, "[method]response." name)

IMPORT(CLOCK, "now") uint64_t clock_now(void);
IMPORT(CLOCK, "get-resolution") uint64_t clock_resolution(void);
IMPORT(CLOCK, "wait-until") void clock_wait_until(uint64_t);
IMPORT(CLOCK, "wait-for") void clock_wait_for(uint64_t);
IMPORT(CLOCK, "[async-lower]wait-for") uint32_t clock_begin_wait(uint64_t);
IMPORT("wasi:clocks/system-clock" V, "now") void system_now(void *);
IMPORT("wasi:clocks/system-clock" V, "get-resolution") uint64_t system_resolution(void);

IMPORT("wasi:random/random" V, "get-random-bytes") void random_bytes(uint64_t, void *);
IMPORT("wasi:random/random" V, "get-random-u64") uint64_t random_u64(void);
IMPORT("wasi:random/insecure" V, "get-insecure-random-bytes") void insecure_bytes(uint64_t, void *);
IMPORT("wasi:random/insecure" V, "get-insecure-random-u64") uint64_t insecure_u64(void);
IMPORT("wasi:random/insecure-seed" V, "get-insecure-seed") void insecure_seed(void *);

IMPORT(CLI("environment"), "get-environment") void environment_get(void *);
IMPORT(CLI("environment"), "get-arguments") void arguments_get(void *);
IMPORT(CLI("environment"), "get-initial-cwd") void initial_cwd(void *);
IMPORT(CLI("exit"), "exit") void cli_exit(int32_t);
IMPORT(CLI("exit"), "exit-with-code") void cli_exit_with_code(int32_t);
IMPORT(CLI("stdin"), "read-via-stream") void stdin_read(void *);
IMPORT(CLI("stdin"), "[async-lower][stream-read-0]read-via-stream") uint32_t stdin_take(handle, void *, size_t);
IMPORT(CLI("stdin"), "[stream-drop-readable-0]read-via-stream") void stdin_drop(handle);
IMPORT(CLI("stdin"), "[async-lower][future-read-1]read-via-stream") uint32_t stdin_result(handle, void *);
IMPORT(CLI("stdin"), "[future-drop-readable-1]read-via-stream") void stdin_result_drop(handle);
IMPORT(CLI("stdout"), "write-via-stream") handle stdout_write(handle);
IMPORT(CLI("stdout"), "[stream-new-0]write-via-stream") uint64_t bytes_new(void);
IMPORT(CLI("stdout"), "[async-lower][stream-write-0]write-via-stream") uint32_t bytes_put(handle, const void *, size_t);
IMPORT(CLI("stdout"), "[stream-drop-writable-0]write-via-stream") void bytes_end(handle);
IMPORT(CLI("stdout"), "[async-lower][future-read-1]write-via-stream") uint32_t stdout_result(handle, void *);
IMPORT(CLI("stdout"), "[future-drop-readable-1]write-via-stream") void stdout_result_drop(handle);
IMPORT(CLI("stderr"), "write-via-stream") handle stderr_write(handle);
IMPORT(CLI("terminal-stdin"), "get-terminal-stdin") void terminal_stdin(void *);
IMPORT(CLI("terminal-stdout"), "get-terminal-stdout") void terminal_stdout(void *);
IMPORT(CLI("terminal-stderr"), "get-terminal-stderr") void terminal_stderr(void *);
IMPORT("[export]" CLI("run"), "[task-return]run") void run_return(int32_t);

IMPORT("wasi:filesystem/preopens" V, "get-directories") void preopens_get(void *);
FILE_METHOD("read-via-stream") void file_read(handle, uint64_t offset, void *);
FILE_METHOD("write-via-stream") handle file_write(handle, handle data, uint64_t offset);
FILE_METHOD("append-via-stream") handle file_append(handle, handle data);
FILE_METHOD("advise") void file_advise(handle, uint64_t, uint64_t, int32_t, void *);
FILE_METHOD("sync-data") void file_sync_data(handle, void *);
FILE_METHOD("get-flags") void file_flags(handle, void *);
FILE_METHOD("get-type") void file_type(handle, void *);
FILE_METHOD("set-size") void file_set_size(handle, uint64_t, void *);
FILE_METHOD("set-times") void file_set_times(handle, int32_t, int64_t, int32_t, int32_t, int64_t, int32_t, void *);
FILE_METHOD("read-directory") void file_list(handle, void *);
FILE_METHOD("sync") void file_sync(handle, void *);
FILE_METHOD("create-directory-at") void file_create_directory(handle, const char *, size_t, void *);
FILE_METHOD("stat") void file_stat(handle, void *);
FILE_METHOD("stat-at") void file_stat_at(handle, int32_t, const char *, size_t, void *);
FILE_METHOD("set-times-at") void file_set_times_at(handle, int32_t, const char *, size_t, int32_t, int64_t, int32_t, int32_t, int64_t, int32_t, void *);
FILE_METHOD("link-at") void file_link(handle, int32_t, const char *, size_t, handle, const char *, size_t, void *);
FILE_METHOD("open-at") void file_open(handle, int32_t, const char *, size_t, int32_t, int32_t, void *);
FILE_METHOD("readlink-at") void file_readlink(handle, const char *, size_t, void *);
FILE_METHOD("remove-directory-at") void file_remove_directory(handle, const char *, size_t, void *);
FILE_METHOD("rename-at") void file_rename(handle, const char *, size_t, handle, const char *, size_t, void *);
FILE_METHOD("symlink-at") void file_symlink(handle, const char *, size_t, const char *, size_t, void *);
FILE_METHOD("unlink-file-at") void file_unlink(handle, const char *, size_t, void *);
FILE_METHOD("is-same-object") int32_t file_is_same(handle, handle);
FILE_METHOD("metadata-hash") void file_hash(handle, void *);
FILE_METHOD("metadata-hash-at") void file_hash_at(handle, int32_t, const char *, size_t, void *);
IMPORT(FILES, "[async-lower][method]descriptor.stat") uint32_t file_begin_stat(handle, void *);
IMPORT(FILES, "[resource-drop]descriptor") void file_drop(handle);
IMPORT(FILES, "[async-lower][stream-read-0][method]descriptor.read-via-stream") uint32_t file_take(handle, void *, size_t);
IMPORT(FILES, "[stream-drop-readable-0][method]descriptor.read-via-stream") void file_take_end(handle);
IMPORT(FILES, "[async-lower][future-read-1][method]descriptor.read-via-stream") uint32_t file_result(handle, void *);
IMPORT(FILES, "[future-drop-readable-1][method]descriptor.read-via-stream") void file_result_drop(handle);
IMPORT(FILES, "[async-lower][stream-read-0][method]descriptor.read-directory") uint32_t entries_take(handle, void *, size_t);
IMPORT(FILES, "[stream-drop-readable-0][method]descriptor.read-directory") void entries_end(handle);

#define ADDRESS int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t
#define LOOPBACK(port) 0, (int32_t)(port), 127, 0, 0, 1, 0, 0, 0, 0, 0, 0
#define ANYWHERE 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
IMPORT(SOCKETS, "[static]tcp-socket.create") void tcp_create(int32_t, void *);
TCP("bind") void tcp_bind(handle, ADDRESS, void *);
TCP("connect") void tcp_connect(handle, ADDRESS, void *);
TCP("listen") void tcp_listen(handle, void *);
TCP("send") handle tcp_send(handle, handle data);
TCP("receive") void tcp_receive(handle, void *);
TCP("get-local-address") void tcp_local(handle, void *);
TCP("get-remote-address") void tcp_remote(handle, void *);
TCP("get-is-listening") int32_t tcp_is_listening(handle);
TCP("get-address-family") int32_t tcp_family(handle);
TCP("set-hop-limit") void tcp_set_hops(handle, int32_t, void *);
TCP("get-hop-limit") void tcp_hops(handle, void *);
TCP("set-keep-alive-idle-time") void tcp_set_idle(handle, uint64_t, void *);
TCP("get-keep-alive-idle-time") void tcp_idle(handle, void *);
IMPORT(SOCKETS, "[resource-drop]tcp-socket") void tcp_drop(handle);
IMPORT(SOCKETS, "[async-lower][stream-read-0][method]tcp-socket.receive") uint32_t tcp_take(handle, void *, size_t);
IMPORT(SOCKETS, "[stream-drop-readable-0][method]tcp-socket.receive") void tcp_take_end(handle);
IMPORT(SOCKETS, "[async-lower][future-read-1][method]tcp-socket.receive") uint32_t tcp_result(handle, void *);
IMPORT(SOCKETS, "[future-drop-readable-1][method]tcp-socket.receive") void tcp_result_drop(handle);
IMPORT(SOCKETS, "[async-lower][stream-read-0][method]tcp-socket.listen") uint32_t tcp_accept(handle, handle *, size_t);
IMPORT(SOCKETS, "[stream-drop-readable-0][method]tcp-socket.listen") void tcp_accept_end(handle);
IMPORT(SOCKETS, "[static]udp-socket.create") void udp_create(int32_t, void *);
UDP("bind") void udp_bind(handle, ADDRESS, void *);
UDP("connect") void udp_connect(handle, ADDRESS, void *);
UDP("disconnect") void udp_disconnect(handle, void *);
UDP("send") void udp_send(handle, const char *, size_t, int32_t some, ADDRESS, void *);
UDP("receive") void udp_receive(handle, void *);
UDP("get-local-address") void udp_local(handle, void *);
UDP("get-remote-address") void udp_remote(handle, void *);
IMPORT(SOCKETS, "[resource-drop]udp-socket") void udp_drop(handle);
IMPORT("wasi:sockets/ip-name-lookup" V, "resolve-addresses") void names_resolve(const char *, size_t, void *);

typedef struct { string name, value; } field;
IMPORT(HTTP, "[constructor]fields") handle fields_new(void);
IMPORT(HTTP, "[static]fields.from-list") void fields_from_list(const field *, size_t, void *);
FIELDS("get") void fields_get(handle, const char *, size_t, void *);
FIELDS("has") int32_t fields_has(handle, const char *, size_t);
FIELDS("set") void fields_set(handle, const char *, size_t, const string *, size_t, void *);
FIELDS("delete") void fields_delete(handle, const char *, size_t, void *);
FIELDS("get-and-delete") void fields_take(handle, const char *, size_t, void *);
FIELDS("append") void fields_append(handle, const char *, size_t, const char *, size_t, void *);
FIELDS("copy-all") void fields_copy_all(handle, void *);
FIELDS("clone") handle fields_clone(handle);
IMPORT(HTTP, "[resource-drop]fields") void fields_drop(handle);
IMPORT(HTTP, "[static]request.new") void request_new(handle headers, int32_t some, handle contents, handle trailers, int32_t some_options, handle options, void *);
IMPORT(HTTP, "[future-new-1][static]request.new") uint64_t trailers_new(void);
IMPORT(HTTP, "[async-lower][future-write-1][static]request.new") uint32_t trailers_put(handle, const void *);
IMPORT(HTTP, "[future-drop-writable-1][static]request.new") void trailers_end(handle);
IMPORT(HTTP, "[async-lower][future-read-2][static]request.new") uint32_t sent_result(handle, void *);
IMPORT(HTTP, "[future-drop-readable-2][static]request.new") void sent_drop(handle);
REQUEST("get-method") void request_method(handle, void *);
REQUEST("set-method") int32_t request_set_method(handle, int32_t, const char *, size_t);
REQUEST("get-path-with-query") void request_path(handle, void *);
REQUEST("set-path-with-query") int32_t request_set_path(handle, int32_t, const char *, size_t);
REQUEST("get-scheme") void request_scheme(handle, void *);
REQUEST("set-scheme") int32_t request_set_scheme(handle, int32_t, int32_t, const char *, size_t);
REQUEST("get-authority") void request_authority(handle, void *);
REQUEST("set-authority") int32_t request_set_authority(handle, int32_t, const char *, size_t);
REQUEST("get-options") void request_options(handle, void *);
REQUEST("get-headers") handle request_headers(handle);
IMPORT(HTTP, "[resource-drop]request") void request_drop(handle);
IMPORT(HTTP, "[constructor]request-options") handle options_new(void);
OPTIONS("get-connect-timeout") void options_connect(handle, void *);
OPTIONS("set-connect-timeout") void options_set_connect(handle, int32_t, uint64_t, void *);
OPTIONS("get-first-byte-timeout") void options_first_byte(handle, void *);
OPTIONS("set-first-byte-timeout") void options_set_first_byte(handle, int32_t, uint64_t, void *);
OPTIONS("get-between-bytes-timeout") void options_between_bytes(handle, void *);
OPTIONS("set-between-bytes-timeout") void options_set_between_bytes(handle, int32_t, uint64_t, void *);
OPTIONS("clone") handle options_clone(handle);
IMPORT(HTTP, "[resource-drop]request-options") void options_drop(handle);
IMPORT(HTTP, "[static]response.new") void response_new(handle, int32_t, handle, handle, void *);
RESPONSE("get-status-code") int32_t response_status(handle);
RESPONSE("set-status-code") int32_t response_set_status(handle, int32_t);
RESPONSE("get-headers") handle response_headers(handle);
IMPORT(HTTP, "[static]response.consume-body") void response_consume(handle, handle result, void *);
IMPORT(HTTP, "[future-new-0][static]response.consume-body") uint64_t verdict_new(void);
IMPORT(HTTP, "[async-lower][future-write-0][static]response.consume-body") uint32_t verdict_put(handle, const void *);
IMPORT(HTTP, "[future-drop-writable-0][static]response.consume-body") void verdict_end(handle);
IMPORT(HTTP, "[async-lower][stream-read-1][static]response.consume-body") uint32_t body_take(handle, void *, size_t);
IMPORT(HTTP, "[stream-drop-readable-1][static]response.consume-body") void body_drop(handle);
IMPORT(HTTP, "[async-lower][future-read-2][static]response.consume-body") uint32_t body_trailers(handle, void *);
IMPORT(HTTP, "[future-drop-readable-2][static]response.consume-body") void body_trailers_drop(handle);
IMPORT(HTTP, "[resource-drop]response") void response_drop(handle);
IMPORT("wasi:http/client" V, "[async-lower]send") uint32_t client_begin_send(handle, void *);

// ---- printing --------------------------------------------------------------------------------------------------

static union { uint64_t words[32]; uint8_t bytes[256]; } result;
#define RESULT (&result)
#define BYTE(at) (result.bytes[at])
#define WORD(at) (*(uint32_t *)(void *)&result.bytes[at])
#define LONG(at) (*(uint64_t *)(void *)&result.bytes[at])
#define TEXT(at) ((string){ (const char *)(uintptr_t)WORD(at), WORD((at) + 4) })
#define NAME(text) text, text_length(text)
#define LOW(pair) ((handle)(pair))
#define HIGH(pair) ((handle)((pair) >> 32))

static char out[1 << 16];
static size_t out_length;
static uint32_t peer;

static void put(const char *at, size_t length) { for (size_t i = 0; i < length; i++) out[out_length++] = at[i]; }

static void say(const char *text) { put(text, text_length(text)); }

static void line(const char *name, int64_t value) {
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    digits[--at] = '\n';
    do digits[--at] = (char)('0' + rest % 10); while ((rest /= 10) != 0);
    if (value < 0) digits[--at] = '-';
    say(name);
    say(" ");
    put(digits + at, sizeof digits - at);
}

static void line_text(const char *name, string text) { say(name); say(" "); put(text.at, text.length); say("\n"); }

// A result whose error is a variant, with its payload aligned as given.
static int ok(const char *name, size_t at) {
    if (!BYTE(0)) return 1;
    say(name);
    line(" error", BYTE(at));
    return 0;
}

static void line_ok(const char *name, size_t at) { if (ok(name, at)) { say(name); say(" ok\n"); } }

static void line_option_text(const char *name) {
    if (BYTE(0)) line_text(name, TEXT(4)); else { say(name); say(" none\n"); }
}

// Writes everything to a stream of bytes, as far as the reader takes it, and ends it.
static size_t write_all(handle end, const char *at, size_t length) {
    size_t sent = 0;
    while (sent < length) {
        uint32_t code = wait_for(end, bytes_put(end, at + sent, length - sent));
        sent += code >> 4;
        if (code & 15) break;
    }
    bytes_end(end);
    return sent;
}

// ---- suites ----------------------------------------------------------------------------------------------------

static void suite_cli(void) {
    environment_get(RESULT);
    string list = TEXT(0);
    for (size_t i = 0; i < list.length; i++) { field entry = ((const field *)(const void *)list.at)[i]; put(entry.name.at, entry.name.length); line_text(" =", entry.value); }
    arguments_get(RESULT);
    list = TEXT(0);
    for (size_t i = 0; i < list.length; i++) line_text("argument", ((const string *)(const void *)list.at)[i]);
    initial_cwd(RESULT);
    line("cwd", BYTE(0));
    terminal_stdin(RESULT);
    line("terminal-stdin", BYTE(0));
    terminal_stdout(RESULT);
    line("terminal-stdout", BYTE(0));
    terminal_stderr(RESULT);
    line("terminal-stderr", BYTE(0));
    uint64_t ends = bytes_new();
    handle done = stderr_write(LOW(ends));
    line("written", (int64_t)write_all(HIGH(ends), "to stderr", 9));
    line("stderr future", wait_for(done, stdout_result(done, RESULT)) & 15);
    line_ok("stderr", 1);
    stdout_result_drop(done);
}

static void suite_input(void) {
    stdin_read(RESULT);
    handle stream = (handle)WORD(0), done = (handle)WORD(4);
    char buffer[4];
    for (;;) {
        uint32_t code = wait_for(stream, stdin_take(stream, buffer, sizeof buffer));
        put(buffer, code >> 4);
        say("|");
        if (code & 15) { line("\nstatus", code & 15); break; }
    }
    stdin_drop(stream);
    wait_for(done, stdin_result(done, RESULT));
    line_ok("stdin", 1);
    stdin_result_drop(done);
    stdin_read(RESULT);
    stream = (handle)WORD(0), done = (handle)WORD(4);
    line("again", wait_for(stream, stdin_take(stream, buffer, sizeof buffer)));
    stdin_drop(stream);
    stdin_result_drop(done);
}

static void suite_clocks(void) {
    uint64_t start = clock_now();
    line("resolution", clock_resolution() > 0);
    clock_wait_until(start);
    clock_wait_for(1000000);
    line("waited", clock_now() - start >= 1000000);
    uint32_t first = clock_begin_wait(100000000), second = clock_begin_wait(101000000);
    line("begun", (first & 15) == STATE_STARTED && (second & 15) == STATE_STARTED);
    wait_for_call(second);
    wait_for_call(first);
    clock_wait_until(start + 4000000);
    line("waited", clock_now() - start >= 4000000);
    system_now(RESULT);
    line("seconds", (int64_t)LONG(0));
    line("nanoseconds", WORD(8));
    line("resolution", (int64_t)system_resolution());
}

static void suite_random(void) {
    random_bytes(100, RESULT);
    line("bytes", TEXT(0).length);
    insecure_bytes(10, RESULT);
    line("insecure", TEXT(0).length);
    line("differ", random_u64() != random_u64() && insecure_u64() != insecure_u64());
    insecure_seed(RESULT);
    line("seed", LONG(0) != 0 && LONG(8) != 0);
}

static handle root(void) {
    preopens_get(RESULT);
    const uint32_t *first = (const uint32_t *)(const void *)TEXT(0).at;
    line("preopens", TEXT(0).length);
    return (handle)first[0];
}

static handle open(handle at, const char *path, int32_t open_flags, int32_t flags) {
    file_open(at, 0, NAME(path), open_flags, flags, RESULT);
    say(path);
    return ok(" open", 4) ? (say(" opened\n"), (handle)WORD(4)) : -1;
}

static void read_file(handle file, uint64_t offset) {
    char buffer[16];
    file_read(file, offset, RESULT);
    handle stream = (handle)WORD(0), done = (handle)WORD(4);
    say("content ");
    for (;;) {
        uint32_t code = wait_for(stream, file_take(stream, buffer, sizeof buffer));
        put(buffer, code >> 4);
        if (code & 15) break;
    }
    say("\n");
    file_take_end(stream);
    wait_for(done, file_result(done, RESULT));
    line_ok("read", 4);
    file_result_drop(done);
}

static void list(handle directory) {
    struct { uint32_t type, some; string text; string name; } entry;
    file_list(directory, RESULT);
    handle stream = (handle)WORD(0), done = (handle)WORD(4);
    while (!(wait_for(stream, entries_take(stream, &entry, 1)) >> 4 == 0)) line_text(entry.type == 2 ? "directory" : "file", entry.name);
    entries_end(stream);
    wait_for(done, file_result(done, RESULT));
    line_ok("list", 4);
    file_result_drop(done);
}

static void suite_reading(void) {
    handle top = root();
    list(top);
    handle file = open(top, "a.txt", 0, 1);
    read_file(file, 0);
    read_file(file, 2);
    read_file(top, 0);
    file_flags(file, RESULT);
    line("flags", BYTE(4));
    file_type(file, RESULT);
    line("type", BYTE(4));
    file_stat(file, RESULT);
    line("size", (int64_t)LONG(32));
    uint32_t state = file_begin_stat(file, RESULT);
    wait_for_call(state);
    line("size", (int64_t)LONG(32));
    file_stat_at(top, 0, NAME("dir/b.txt"), RESULT);
    line("size", (int64_t)LONG(32));
    file_stat_at(top, 0, NAME("missing"), RESULT);
    ok("stat-at", 8);
    file_advise(file, 0, 1, 0, RESULT);
    line_ok("advise", 4);
    file_sync(file, RESULT);
    line_ok("sync", 4);
    file_sync_data(file, RESULT);
    line_ok("sync-data", 4);
    line("same", file_is_same(file, file));
    line("not same", file_is_same(file, top));
    file_hash(file, RESULT);
    uint64_t hash = LONG(8);
    file_hash_at(top, 0, NAME("a.txt"), RESULT);
    line("hash", hash == LONG(8) && !BYTE(0));
    file_readlink(top, NAME("a.txt"), RESULT);
    ok("readlink", 4);
    open(top, "../x", 0, 1);
    open(top, "new", 1, 2);
    file_drop(file);
    file_drop(top);
}

static void write_file(handle file, const char *text, int append, uint64_t offset) {
    uint64_t ends = bytes_new();
    handle done = append ? file_append(file, LOW(ends)) : file_write(file, LOW(ends), offset);
    line("written", (int64_t)write_all(HIGH(ends), NAME(text)));
    wait_for(done, file_result(done, RESULT));
    line_ok("write", 4);
    file_result_drop(done);
}

static void suite_writing(void) {
    handle top = root();
    file_create_directory(top, NAME("made"), RESULT);
    line_ok("create-directory", 4);
    handle file = open(top, "made/f", 1, 3);
    write_file(file, "hello world", 0, 0);
    write_file(file, "W", 0, 6);
    write_file(file, "!", 1, 0);
    read_file(file, 0);
    file_set_size(file, 5, RESULT);
    line_ok("set-size", 4);
    file_set_times(file, 1, 0, 0, 2, 1234, 5, RESULT);
    line_ok("set-times", 4);
    file_set_times_at(top, 0, NAME("made/f"), 2, -1, 0, 0, 0, 0, RESULT);
    line_ok("set-times-at before the epoch", 4);
    file_stat(file, RESULT);
    line("size", (int64_t)LONG(32));
    line("modified", (int64_t)LONG(72));
    file_link(top, 0, NAME("made/f"), top, NAME("made/g"), RESULT);
    line_ok("link", 4);
    file_rename(top, NAME("made/g"), top, NAME("made/h"), RESULT);
    line_ok("rename", 4);
    file_symlink(top, NAME("made/h"), NAME("made/s"), RESULT);
    line_ok("symlink", 4);
    handle made = open(top, "made", 2, 1);
    list(made);
    file_remove_directory(top, NAME("made"), RESULT);
    line_ok("remove full", 4);
    file_unlink(top, NAME("made/f"), RESULT);
    line_ok("unlink", 4);
    file_unlink(top, NAME("made/h"), RESULT);
    file_remove_directory(top, NAME("made"), RESULT);
    line_ok("remove", 4);
    handle plain = open(top, "a.txt", 0, 1);
    write_file(plain, "x", 0, 0);
}

static void suite_fields(void) {
    handle fields = fields_new();
    fields_append(fields, NAME("A"), NAME("1"), RESULT);
    line_ok("append", 4);
    fields_append(fields, NAME("bad name"), NAME("1"), RESULT);
    line_ok("append bad name", 4);
    fields_append(fields, NAME("Connection"), NAME("1"), RESULT);
    line_ok("append forbidden", 4);
    static const string two[] = { { "x", 1 }, { "y", 1 } };
    fields_set(fields, NAME("b"), two, 2, RESULT);
    line_ok("set", 4);
    fields_get(fields, NAME("B"), RESULT);
    line("get", TEXT(0).length);
    line("has", fields_has(fields, NAME("a")));
    fields_take(fields, NAME("b"), RESULT);
    if (ok("get-and-delete", 4)) line("get-and-delete", TEXT(4).length);
    line("has", fields_has(fields, NAME("b")));
    handle copy = fields_clone(fields);
    fields_delete(fields, NAME("a"), RESULT);
    line_ok("delete", 4);
    fields_copy_all(copy, RESULT);
    line("copy", TEXT(0).length);
    line_text("name", ((const field *)(const void *)TEXT(0).at)->name);
    static const field list[] = { { { "N", 1 }, { "1", 1 } } };
    fields_from_list(list, 1, RESULT);
    line_ok("from-list", 4);
    fields_drop((handle)WORD(4));
    fields_drop(copy);

    handle options = options_new();
    options_set_connect(options, 1, 1000000, RESULT);
    line_ok("set-connect", 4);
    options_set_first_byte(options, 1, 2000000, RESULT);
    options_set_between_bytes(options, 1, 3000000, RESULT);
    options_connect(options, RESULT);
    line("connect", (int64_t)LONG(8));
    uint64_t trailers = trailers_new();
    request_new(fields, 0, 0, LOW(trailers), 1, options, RESULT);
    handle request = (handle)WORD(0), sent = (handle)WORD(4);
    line("set-method", request_set_method(request, 9, NAME("BREW")));
    line("set-method bad", request_set_method(request, 9, NAME("a b")));
    line("set-path", request_set_path(request, 1, NAME("/p?q")));
    line("set-path bad", request_set_path(request, 1, NAME("/ p")));
    line("set-scheme", request_set_scheme(request, 1, 0, 0, 0));
    line("set-authority", request_set_authority(request, 1, NAME("example.test:81")));
    request_method(request, RESULT);
    line_text("method", TEXT(4));
    request_path(request, RESULT);
    line_option_text("path");
    request_scheme(request, RESULT);
    line("scheme", BYTE(4));
    request_authority(request, RESULT);
    line_option_text("authority");
    request_options(request, RESULT);
    handle frozen = (handle)WORD(4);
    options_set_connect(frozen, 0, 0, RESULT);
    line_ok("set-connect frozen", 4);
    options_first_byte(frozen, RESULT);
    line("first-byte", (int64_t)LONG(8));
    handle thawed = options_clone(frozen);
    options_set_connect(thawed, 0, 0, RESULT);
    line_ok("set-connect thawed", 4);
    options_between_bytes(thawed, RESULT);
    line("between-bytes", (int64_t)LONG(8));
    options_drop(thawed);
    options_drop(frozen);
    handle view = request_headers(request);
    fields_append(view, NAME("a"), NAME("1"), RESULT);
    line_ok("append immutable", 4);
    fields_drop(view);
    request_drop(request);
    line("sent", wait_for(sent, sent_result(sent, RESULT)) & 15);
    sent_drop(sent);
    line("trailers", wait_for(HIGH(trailers), trailers_put(HIGH(trailers), RESULT)) & 15);
    trailers_end(HIGH(trailers));
}

static void suite_client(void) {
    handle fields = fields_new();
    fields_append(fields, NAME("x-one"), NAME("1"), RESULT);
    uint64_t contents = bytes_new(), trailers = trailers_new();
    request_new(fields, 1, LOW(contents), LOW(trailers), 0, 0, RESULT);
    handle request = (handle)WORD(0), sent = (handle)WORD(4);
    request_set_method(request, 2, 0, 0);
    request_set_scheme(request, 1, 0, 0, 0);
    request_set_authority(request, 1, NAME("example.test:81"));
    request_set_path(request, 1, NAME("/p?q"));
    static uint64_t answer[8];
    uint32_t state = client_begin_send(request, answer);
    line("body", (int64_t)write_all(HIGH(contents), "ping", 4));
    static const uint32_t none[8];
    line("trailers", wait_for(HIGH(trailers), trailers_put(HIGH(trailers), none)) & 15);
    trailers_end(HIGH(trailers));
    wait_for_call(state);
    for (size_t i = 0; i < 8; i++) result.words[i] = answer[i];
    wait_for(sent, sent_result(sent, &answer));
    line("sent", *(uint8_t *)answer);
    sent_drop(sent);
    if (!ok("send", 8)) return;
    handle response = (handle)WORD(8);
    line("status", response_status(response));
    line("set-status", response_set_status(response, 404));
    line("set-status bad", response_set_status(response, 99));
    handle headers = response_headers(response);
    line("has", fields_has(headers, NAME("x-sum")));
    fields_drop(headers);
    uint64_t verdict = verdict_new();
    response_consume(response, LOW(verdict), RESULT);
    handle body = (handle)WORD(0), last = (handle)WORD(4);
    char buffer[16];
    say("body ");
    for (;;) {
        uint32_t code = wait_for(body, body_take(body, buffer, sizeof buffer));
        put(buffer, code >> 4);
        if (code & 15) break;
    }
    say("\n");
    body_drop(body);
    wait_for(last, body_trailers(last, RESULT));
    if (ok("trailers", 8)) {
        line("trailers", BYTE(8));
        if (BYTE(8)) { headers = (handle)WORD(12); line("x-sum", fields_has(headers, NAME("x-sum"))); fields_drop(headers); }
    }
    body_trailers_drop(last);
    line("verdict", wait_for(HIGH(verdict), verdict_put(HIGH(verdict), none)) & 15);
    verdict_end(HIGH(verdict));
}

static void suite_tcp(void) {
    tcp_create(0, RESULT);
    if (!ok("create", 4)) return;
    handle socket = (handle)WORD(4);
    line("family", tcp_family(socket));
    tcp_local(socket, RESULT);
    ok("local unbound", 4);
    tcp_set_hops(socket, 42, RESULT);
    tcp_hops(socket, RESULT);
    line("hops", BYTE(4));
    tcp_set_idle(socket, 2000000000, RESULT);
    tcp_idle(socket, RESULT);
    line("idle", (int64_t)LONG(8));
    tcp_connect(socket, ANYWHERE, RESULT);
    line_ok("connect to nowhere", 4);
    tcp_connect(socket, LOOPBACK(peer), RESULT);
    line_ok("connect", 4);
    if (BYTE(0)) { tcp_drop(socket); return; }
    tcp_remote(socket, RESULT);
    line("remote", *(uint16_t *)(void *)&BYTE(8) == peer);
    uint64_t ends = bytes_new();
    handle sent = tcp_send(socket, LOW(ends));
    line("sent", (int64_t)write_all(HIGH(ends), "ping", 4));
    wait_for(sent, tcp_result(sent, RESULT));
    line_ok("send", 4);
    tcp_result_drop(sent);
    tcp_receive(socket, RESULT);
    handle stream = (handle)WORD(0), done = (handle)WORD(4);
    char buffer[16];
    say("read ");
    for (;;) {
        uint32_t code = wait_for(stream, tcp_take(stream, buffer, sizeof buffer));
        put(buffer, code >> 4);
        if (code & 15) break;
    }
    say("\n");
    tcp_take_end(stream);
    wait_for(done, tcp_result(done, RESULT));
    line_ok("receive", 4);
    tcp_result_drop(done);
    tcp_receive(socket, RESULT);
    stream = (handle)WORD(0), done = (handle)WORD(4);
    tcp_take_end(stream);
    wait_for(done, tcp_result(done, RESULT));
    line_ok("receive again", 4);
    tcp_result_drop(done);
    tcp_drop(socket);
}

static void suite_listen(void) {
    tcp_create(0, RESULT);
    handle server = (handle)WORD(4);
    tcp_create(0, RESULT);
    handle client = (handle)WORD(4);
    tcp_bind(server, LOOPBACK(0), RESULT);
    line_ok("bind", 4);
    if (BYTE(0)) return;
    tcp_listen(server, RESULT);
    if (!ok("listen", 4)) return;
    handle stream = (handle)WORD(4), accepted = -1;
    line("is listening", tcp_is_listening(server));
    tcp_local(server, RESULT);
    tcp_connect(client, LOOPBACK(*(uint16_t *)(void *)&BYTE(8)), RESULT);
    line_ok("connect", 4);
    line("accepted", wait_for(stream, tcp_accept(stream, &accepted, 1)) >> 4);
    tcp_drop(accepted);
    tcp_drop(client);
    tcp_accept_end(stream);
    tcp_drop(server);
}

static void send(handle socket, const char *text, int has_address) {
    udp_send(socket, NAME(text), has_address, LOOPBACK(peer), RESULT);
    line_ok("send", 4);
}

static void suite_udp(void) {
    udp_create(0, RESULT);
    if (!ok("create", 4)) return;
    handle socket = (handle)WORD(4);
    udp_receive(socket, RESULT);
    ok("receive unbound", 4);
    udp_bind(socket, ANYWHERE, RESULT);
    line_ok("bind", 4);
    send(socket, "one", 0);
    send(socket, "one", 1);
    if (BYTE(0)) return;
    udp_receive(socket, RESULT);
    if (ok("receive", 4)) line_text("datagram", TEXT(4));
    udp_connect(socket, LOOPBACK(peer), RESULT);
    line_ok("connect", 4);
    send(socket, "two", 0);
    udp_receive(socket, RESULT);
    if (ok("receive", 4)) line_text("datagram", TEXT(4));
    udp_remote(socket, RESULT);
    line("remote", *(uint16_t *)(void *)&BYTE(8) == peer);
    udp_disconnect(socket, RESULT);
    line_ok("disconnect", 4);
    udp_remote(socket, RESULT);
    ok("remote", 4);
    udp_drop(socket);
}

static void resolve(const char *name) {
    say(name);
    names_resolve(NAME(name), RESULT);
    if (BYTE(0)) { line(": error", BYTE(4)); return; }
    const uint8_t *first = (const uint8_t *)TEXT(4).at;
    line(": first byte", first[2]);
}

static void suite_names(void) {
    resolve("127.0.0.1");
    resolve("localhost");
    resolve("not a name");
    resolve("other.test");
}

// ---- the program -----------------------------------------------------------------------------------------------

static const struct { const char *name; void (*run)(void); } suites[] = {
    { "cli", suite_cli }, { "input", suite_input }, { "clocks", suite_clocks }, { "random", suite_random },
    { "reading", suite_reading }, { "writing", suite_writing }, { "fields", suite_fields }, { "client", suite_client },
    { "tcp", suite_tcp }, { "listen", suite_listen }, { "udp", suite_udp }, { "names", suite_names },
};

static int equal(string a, const char *b) {
    size_t length = text_length(b), same = 0;
    while (same < length && a.length == length && a.at[same] == b[same]) same++;
    return same == length;
}

EXPORT("[async-lift]wasi:cli/run" V "#run")
int32_t run(void) {
    arguments_get(RESULT);
    const string *arguments = (const string *)(const void *)TEXT(0).at;
    string name = arguments[1], port = arguments[2];
    for (size_t i = 0; i < port.length; i++) peer = peer * 10 + (uint32_t)(port.at[i] - '0');
    if (equal(name, "exit")) cli_exit(0);
    if (equal(name, "exit-badly")) cli_exit(1);
    if (equal(name, "exit-with-code")) cli_exit_with_code(42);
    int32_t failed = 1;
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        if (!equal(name, suites[i].name)) continue;
        suites[i].run();
        failed = 0;
    }
    uint64_t ends = bytes_new();
    handle done = stdout_write(LOW(ends));
    write_all(HIGH(ends), out, out_length);
    wait_for(done, stdout_result(done, RESULT));
    stdout_result_drop(done);
    run_return(failed);
    return CALLBACK_EXIT;
}

EXPORT("[callback][async-lift]wasi:cli/run" V "#run")
int32_t run_callback(int32_t event, int32_t first, int32_t second) {
    (void)event; (void)first; (void)second;
    return CALLBACK_EXIT;
}
