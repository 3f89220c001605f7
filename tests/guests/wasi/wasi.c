// Calls every function of WASI 0.2 that a component can get to, and prints what comes back. As a program it runs the suite that
// its argument names; as a handler it takes a request apart. The tests compare what it prints with what should be.
#define GUEST_HEAP_BYTES (1 << 19)
#include "guest.h"

// ---- what wasi.h does not declare ------------------------------------------------------------------------------

#define SELF(interface, name) WASI_IMPORT(interface, "[method]" name)

WASI_IMPORT("wasi:io/error", "[method]error.to-debug-string") void error_text(handle, void *);
WASI_IMPORT("wasi:io/error", "[resource-drop]error") void error_drop(handle);
WASI_IMPORT("wasi:io/poll", "poll") void poll(const handle *, size_t, void *);
SELF("wasi:io/poll", "pollable.ready") int32_t pollable_ready(handle);
SELF(STREAMS, "input-stream.read") void input_read_now(handle, uint64_t, void *);
SELF(STREAMS, "input-stream.skip") void input_skip_now(handle, uint64_t, void *);
SELF(STREAMS, "input-stream.blocking-skip") void input_skip(handle, uint64_t, void *);
SELF(STREAMS, "input-stream.subscribe") handle input_subscribe(handle);
SELF(STREAMS, "output-stream.flush") void output_flush_now(handle, void *);
SELF(STREAMS, "output-stream.write-zeroes") void output_zeroes_now(handle, uint64_t, void *);
SELF(STREAMS, "output-stream.blocking-write-zeroes-and-flush") void output_zeroes(handle, uint64_t, void *);
SELF(STREAMS, "output-stream.splice") void output_splice_now(handle, handle, uint64_t, void *);

WASI_IMPORT("wasi:clocks/monotonic-clock", "resolution") int64_t clock_resolution(void);
WASI_IMPORT("wasi:clocks/monotonic-clock", "subscribe-instant") handle clock_subscribe_instant(int64_t);
WASI_IMPORT("wasi:clocks/wall-clock", "now") void wall_now(void *);
WASI_IMPORT("wasi:clocks/wall-clock", "resolution") void wall_resolution(void *);

WASI_IMPORT("wasi:random/random", "get-random-bytes") void random_bytes(uint64_t, void *);
WASI_IMPORT("wasi:random/insecure", "get-insecure-random-bytes") void insecure_bytes(uint64_t, void *);
WASI_IMPORT("wasi:random/insecure", "get-insecure-random-u64") int64_t insecure_u64(void);
WASI_IMPORT("wasi:random/insecure-seed", "insecure-seed") void insecure_seed(void *);

WASI_IMPORT("wasi:cli/environment", "get-arguments") void arguments_get(void *);
WASI_IMPORT("wasi:cli/environment", "initial-cwd") void initial_cwd(void *);
WASI_IMPORT("wasi:cli/exit", "exit") void cli_exit(int32_t);
WASI_IMPORT("wasi:cli/exit", "exit-with-code") void cli_exit_with_code(int32_t);
WASI_IMPORT("wasi:cli/stdin", "get-stdin") handle stdin_get(void);
WASI_IMPORT("wasi:cli/terminal-stdin", "get-terminal-stdin") void terminal_stdin(void *);
WASI_IMPORT("wasi:cli/terminal-stdout", "get-terminal-stdout") void terminal_stdout(void *);
WASI_IMPORT("wasi:cli/terminal-stderr", "get-terminal-stderr") void terminal_stderr(void *);

SELF(FILES, "descriptor.append-via-stream") void file_append_stream(handle, void *);
SELF(FILES, "descriptor.advise") void file_advise(handle, int64_t, int64_t, int32_t, void *);
SELF(FILES, "descriptor.sync-data") void file_sync_data(handle, void *);
SELF(FILES, "descriptor.sync") void file_sync(handle, void *);
SELF(FILES, "descriptor.get-flags") void file_flags(handle, void *);
SELF(FILES, "descriptor.get-type") void file_type(handle, void *);
SELF(FILES, "descriptor.set-size") void file_set_size(handle, int64_t, void *);
SELF(FILES, "descriptor.set-times") void file_set_times(handle, int32_t, int64_t, int32_t, int32_t, int64_t, int32_t, void *);
SELF(FILES, "descriptor.set-times-at")
void file_set_times_at(handle, int32_t, const char *, size_t, int32_t, int64_t, int32_t, int32_t, int64_t, int32_t, void *);
SELF(FILES, "descriptor.read") void file_read(handle, int64_t length, int64_t offset, void *);
SELF(FILES, "descriptor.write") void file_write(handle, const void *, size_t, int64_t offset, void *);
SELF(FILES, "descriptor.read-directory") void file_list(handle, void *);
SELF(FILES, "descriptor.create-directory-at") void file_create_directory(handle, const char *, size_t, void *);
SELF(FILES, "descriptor.stat") void file_stat(handle, void *);
SELF(FILES, "descriptor.stat-at") void file_stat_at(handle, int32_t, const char *, size_t, void *);
SELF(FILES, "descriptor.link-at") void file_link(handle, int32_t, const char *, size_t, handle, const char *, size_t, void *);
SELF(FILES, "descriptor.readlink-at") void file_readlink(handle, const char *, size_t, void *);
SELF(FILES, "descriptor.remove-directory-at") void file_remove_directory(handle, const char *, size_t, void *);
SELF(FILES, "descriptor.rename-at") void file_rename(handle, const char *, size_t, handle, const char *, size_t, void *);
SELF(FILES, "descriptor.symlink-at") void file_symlink(handle, const char *, size_t, const char *, size_t, void *);
SELF(FILES, "descriptor.unlink-file-at") void file_unlink(handle, const char *, size_t, void *);
SELF(FILES, "descriptor.is-same-object") int32_t file_is_same(handle, handle);
SELF(FILES, "descriptor.metadata-hash") void file_hash(handle, void *);
SELF(FILES, "descriptor.metadata-hash-at") void file_hash_at(handle, int32_t, const char *, size_t, void *);
SELF(FILES, "directory-entry-stream.read-directory-entry") void directory_next(handle, void *);
WASI_IMPORT(FILES, "[resource-drop]directory-entry-stream") void directory_drop(handle);
WASI_IMPORT(FILES, "filesystem-error-code") void file_error_code(handle, void *);

WASI_IMPORT("wasi:sockets/instance-network", "instance-network") handle network_get(void);
WASI_IMPORT("wasi:sockets/network", "[resource-drop]network") void network_drop(handle);
WASI_IMPORT("wasi:sockets/tcp-create-socket", "create-tcp-socket") void tcp_create(int32_t family, void *);
WASI_IMPORT("wasi:sockets/udp-create-socket", "create-udp-socket") void udp_create(int32_t family, void *);
WASI_IMPORT("wasi:sockets/ip-name-lookup", "resolve-addresses") void names_resolve(handle, const char *, size_t, void *);

WASI_IMPORT(HTTP, "[static]fields.from-list") void fields_from_list(const field *, size_t, void *);
SELF(HTTP, "fields.get") void fields_get(handle, const char *, size_t, void *);
SELF(HTTP, "fields.has") int32_t fields_has(handle, const char *, size_t);
SELF(HTTP, "fields.set") void fields_set(handle, const char *, size_t, const bytes *, size_t, void *);
SELF(HTTP, "fields.delete") void fields_delete(handle, const char *, size_t, void *);
SELF(HTTP, "fields.clone") handle fields_clone(handle);
SELF(HTTP, "incoming-request.scheme") void request_scheme(handle, void *);
SELF(HTTP, "outgoing-request.method") void outgoing_request_method(handle, void *);
SELF(HTTP, "outgoing-request.path-with-query") void outgoing_request_path(handle, void *);
SELF(HTTP, "outgoing-request.scheme") void outgoing_request_scheme(handle, void *);
SELF(HTTP, "outgoing-request.authority") void outgoing_request_authority(handle, void *);
SELF(HTTP, "outgoing-request.headers") handle outgoing_request_headers(handle);
WASI_IMPORT(HTTP, "[resource-drop]outgoing-request") void outgoing_request_drop(handle);
SELF(HTTP, "request-options.connect-timeout") void options_connect(handle, void *);
SELF(HTTP, "request-options.set-connect-timeout") int32_t options_set_connect(handle, int32_t, int64_t);
SELF(HTTP, "request-options.first-byte-timeout") void options_first_byte(handle, void *);
SELF(HTTP, "request-options.between-bytes-timeout") void options_between_bytes(handle, void *);
SELF(HTTP, "request-options.set-between-bytes-timeout") int32_t options_set_between_bytes(handle, int32_t, int64_t);
SELF(HTTP, "incoming-response.headers") handle incoming_response_headers(handle);
SELF(HTTP, "outgoing-response.status-code") int32_t response_status(handle);
SELF(HTTP, "outgoing-response.headers") handle response_headers(handle);
WASI_IMPORT(HTTP, "http-error-code") void http_error_code(handle, void *);

// ---- printing --------------------------------------------------------------------------------------------------

// Where results that do not fit one value are written; each call overwrites the last one's.
static union { uint64_t words[32]; uint8_t bytes[256]; } result;
#define RESULT (&result)
#define BYTE(at) (result.bytes[at])
#define WORD(at) (*(uint32_t *)(void *)&result.bytes[at])
#define LONG(at) (*(uint64_t *)(void *)&result.bytes[at])
#define TEXT(at) ((string){ (const char *)(uintptr_t)WORD(at), WORD((at) + 4) })

static handle out;
static response_writer answer;
static int to_answer;

static void put(const char *at, size_t length) {
    result_stream ignored;
    if (to_answer) { response_write(answer, at, length); return; }
    while (length > 0) {
        size_t piece = length < 4096 ? length : 4096;
        output_write_and_flush(out, at, piece, &ignored);
        at += piece;
        length -= piece;
    }
}

static void say(const char *text) { put(text, text_length(text)); }

static void say_text(string text) { put(text.at, text.length); }

static void say_number(int64_t value) {
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do digits[--at] = (char)('0' + rest % 10); while ((rest /= 10) != 0);
    if (value < 0) digits[--at] = '-';
    put(digits + at, sizeof digits - at);
}

static void line(const char *name, int64_t value) { say(name); say(" "); say_number(value); say("\n"); }

static void line_text(const char *name, string text) { say(name); say(" "); say_text(text); say("\n"); }

// result<_, enum>: "name ok" or "name error N"
static void line_result(const char *name) {
    say(name);
    if (BYTE(0)) { say(" error "); say_number(BYTE(1)); say("\n"); } else say(" ok\n");
}

static void line_option_text(const char *name, size_t at) {
    if (BYTE(at)) line_text(name, TEXT(at + 4)); else { say(name); say(" none\n"); }
}

static string text_of(const char *text) { return (string){ text, text_length(text) }; }

static int equal(string a, const char *b) {
    size_t length = text_length(b);
    if (a.length != length) return 0;
    for (size_t i = 0; i < length; i++) if (a.at[i] != b[i]) return 0;
    return 1;
}

#define NAME(text) text, text_length(text)

// ---- suites ----------------------------------------------------------------------------------------------------

static void suite_cli(void) {
    environment_list variables;
    environment_get(&variables);
    for (size_t i = 0; i < variables.length; i++) { say_text(variables.at[i].name); line_text(" =", variables.at[i].value); }
    arguments_get(RESULT);
    string list = TEXT(0);
    for (size_t i = 0; i < list.length; i++) line_text("argument", ((const string *)(const void *)list.at)[i]);
    initial_cwd(RESULT);
    line("cwd", BYTE(0));
    terminal_stdin(RESULT);
    line("terminal-stdin", BYTE(0));
    terminal_stdout(RESULT);
    line("terminal-stdout", BYTE(0));
    terminal_stderr(RESULT);
    line("terminal-stderr", BYTE(0));
    result_stream written;
    handle errors = stderr_get();
    output_write_and_flush(errors, "to stderr", 9, &written);
    output_drop(errors);
}

static void suite_clocks(void) {
    int64_t start = clock_now();
    line("resolution", clock_resolution() > 0);
    handle past = clock_subscribe_instant(start), never = clock_subscribe_duration(-1), soon = clock_subscribe_duration(1000000);
    line("past", pollable_ready(past));
    line("never", pollable_ready(never));
    pollable_block(soon);
    line("soon", pollable_ready(soon));
    line("waited", clock_now() - start >= 1000000);
    handle both[] = { never, past, soon };
    poll(both, 3, RESULT);
    const uint32_t *ready = (const uint32_t *)(const void *)TEXT(0).at;
    line("poll", TEXT(0).length);
    line("first", ready[0]);
    line("second", ready[1]);
    pollable_drop(past);
    pollable_drop(never);
    pollable_drop(soon);
    wall_now(RESULT);
    line("seconds", (int64_t)LONG(0));
    line("nanoseconds", WORD(8) < 1000000000);
    wall_resolution(RESULT);
    line("wall-resolution", WORD(8) > 0);
}

static void suite_random(void) {
    random_bytes(1000, RESULT);
    line("bytes", WORD(4));
    string bytes = TEXT(0);
    int others = 0;
    for (size_t i = 1; i < bytes.length; i++) others += bytes.at[i] != bytes.at[0];
    line("not all the same", others > 900);
    line("numbers differ", random_u64() != random_u64());
    insecure_bytes(1000, RESULT);
    line("insecure bytes", WORD(4));
    line("insecure numbers differ", insecure_u64() != insecure_u64());
    insecure_seed(RESULT);
    line("seeds differ", LONG(0) != LONG(8));
    random_bytes(0, RESULT);
    line("no bytes", WORD(4));
}

static void suite_input(void) {
    result_bytes chunk;
    handle in = stdin_get();
    input_read(in, 3, &chunk);
    line_text("blocking-read", (string){ (const char *)chunk.ok.at, chunk.ok.length });
    input_read_now(in, 2, &chunk);
    line_text("read", (string){ (const char *)chunk.ok.at, chunk.ok.length });
    input_skip_now(in, 2, RESULT);
    line("skip", (int64_t)LONG(8));
    input_skip(in, 1, RESULT);
    line("blocking-skip", (int64_t)LONG(8));
    input_read_now(in, 0, &chunk);
    line("nothing", (int64_t)chunk.ok.length);
    handle ready = input_subscribe(in);
    pollable_block(ready);
    line("ready", pollable_ready(ready));
    pollable_drop(ready);
    input_read(in, 1000, &chunk);
    line_text("rest", (string){ (const char *)chunk.ok.at, chunk.ok.length });
    input_read(in, 1000, &chunk);
    line("error", chunk.error);
    line("closed", chunk.stream.closed);
    input_skip(in, 1, RESULT);
    line("skip closed", BYTE(8));
    input_drop(in);
}

static void suite_output(void) {
    result_stream written;
    result_size size;
    output_check_write(out, &size);
    line("permit", size.ok >= 4096);
    output_write(out, "write\n", 6, &written);
    line("written", written.error);
    output_flush_now(out, RESULT);
    line("flush", BYTE(0));
    output_flush(out, &written);
    line("blocking-flush", written.error);
    handle ready = output_subscribe(out);
    line("ready", pollable_ready(ready));
    pollable_drop(ready);
    output_zeroes_now(out, 2, RESULT);
    line("zeroes", BYTE(0));
    output_zeroes(out, 3, RESULT);
    line("blocking zeroes", BYTE(0));
    handle in = stdin_get();
    output_splice(out, in, 4, &size);
    line(" spliced", (int64_t)size.ok);
    output_splice_now(out, in, 1000, RESULT);
    line(" spliced", (int64_t)LONG(8));
    output_splice(out, in, 1000, &size);
    line("splice error", size.error);
    line("splice closed", size.stream.closed);
    input_drop(in);
}

static handle root(void) {
    preopen_list roots;
    preopens_get(&roots);
    line("preopens", (int64_t)roots.length);
    line_text("preopen", roots.at[0].path);
    return roots.at[0].descriptor;
}

static handle open_at(handle directory, const char *path, int open, int flags) {
    result_handle opened;
    descriptor_open_at(directory, 0, NAME(path), open, flags, &opened);
    if (opened.error) { say("open "); say(path); line(" error", opened.value & 0xff); }
    return opened.error ? 0 : opened.value;
}

static void say_stat(const char *name) {
    say(name);
    if (BYTE(0)) { line(" error", BYTE(8)); return; }
    line(" type", BYTE(8));
    line("links", (int64_t)LONG(16));
    line("size", (int64_t)LONG(24));
    line("access", BYTE(32) ? (int64_t)LONG(40) : -1);
    line("modification", BYTE(56) ? (int64_t)LONG(64) : -1);
    line("status change", BYTE(80) ? 1 : -1);
}

static void say_file(handle file, const char *name) {
    file_read(file, 100, 0, RESULT);
    if (BYTE(0)) line(name, -(int64_t)BYTE(4)); else { line_text(name, TEXT(4)); line("end", BYTE(12)); }
}

static void suite_reading(void) {
    handle files = root(), file = open_at(files, "dir/b.txt", 0, 1), other = open_at(files, "dir/../dir/b.txt", 0, 1);
    open_at(files, "../etc/passwd", 0, 1);
    open_at(files, "/etc/passwd", 0, 1);
    open_at(files, "none", 0, 1);
    open_at(files, "new", 1, 3);
    say_file(file, "read");
    result_handle opened;
    result_bytes chunk;
    descriptor_read_via_stream(file, 2, &opened);
    input_read(opened.value, 100, &chunk);
    line_text("stream", (string){ (const char *)chunk.ok.at, chunk.ok.length });
    input_drop(opened.value);
    file_flags(files, RESULT);
    line("flags", BYTE(1));
    file_type(file, RESULT);
    line("type", BYTE(1));
    file_stat(file, RESULT);
    say_stat("file");
    file_stat_at(files, 1, NAME("dir"), RESULT);
    say_stat("directory");
    file_stat_at(files, 1, NAME("none"), RESULT);
    say_stat("none");
    line("same", file_is_same(file, other));
    line("not same", file_is_same(file, files));
    file_hash(file, RESULT);
    uint64_t lower = LONG(8), upper = LONG(16);
    file_hash_at(files, 0, NAME("dir/b.txt"), RESULT);
    line("same hash", lower == LONG(8) && upper == LONG(16) && lower != upper);
    file_list(files, RESULT);
    handle entries = (handle)WORD(4);
    for (directory_next(entries, RESULT); BYTE(4); directory_next(entries, RESULT)) { say("entry "); say_number(BYTE(8)); line_text("", TEXT(12)); }
    directory_drop(entries);
    file_advise(file, 0, 10, 1, RESULT);
    line_result("advise");
    file_sync(file, RESULT);
    line_result("sync");
    file_sync_data(file, RESULT);
    line_result("sync-data");
    file_readlink(files, NAME("dir/b.txt"), RESULT);
    line("readlink error", BYTE(4));
    file_write(file, "x", 1, 0, RESULT);
    line("write error", BYTE(8));
    file_create_directory(files, NAME("new"), RESULT);
    line_result("create-directory");
    descriptor_drop(other);
    descriptor_drop(file);
    descriptor_drop(files);
}

static void suite_writing(void) {
    result_handle opened;
    result_stream written;
    handle files = root(), file = open_at(files, "new", 1, 3);
    file_write(file, "hello", 5, 0, RESULT);
    line("write", (int64_t)LONG(8));
    descriptor_write_via_stream(file, 1, &opened);
    output_write_and_flush(opened.value, "EL", 2, &written);
    output_drop(opened.value);
    file_append_stream(file, &opened);
    output_write_and_flush(opened.value, "!", 1, &written);
    output_drop(opened.value);
    say_file(file, "file");
    file_set_size(file, 3, RESULT);
    line_result("set-size");
    say_file(file, "file");
    file_set_times(file, 2, 5, 6, 0, 0, 0, RESULT);
    line_result("set-times");
    file_set_times_at(files, 0, NAME("new"), 0, 0, 0, 2, 7, 8, RESULT);
    line_result("set-times-at");
    file_stat(file, RESULT);
    say_stat("stat");
    file_create_directory(files, NAME("made"), RESULT);
    line_result("create-directory");
    file_link(files, 0, NAME("new"), files, NAME("made/link"), RESULT);
    line_result("link");
    file_rename(files, NAME("made/link"), files, NAME("renamed"), RESULT);
    line_result("rename");
    file_symlink(files, NAME("new"), NAME("symlink"), RESULT);
    line_result("symlink");
    file_unlink(files, NAME("renamed"), RESULT);
    line_result("unlink");
    file_unlink(files, NAME("made"), RESULT);
    line_result("unlink directory");
    file_remove_directory(files, NAME("made"), RESULT);
    line_result("remove-directory");
    static char large[4096];
    descriptor_write_via_stream(file, 0, &opened);
    do output_write_and_flush(opened.value, large, sizeof large, &written); while (!written.error);
    line("stream closed", written.closed);
    error_text(written.failure, RESULT);
    line_text("error", TEXT(0));
    file_error_code(written.failure, RESULT);
    line("file error", BYTE(0) ? BYTE(1) : -1);
    http_error_code(written.failure, RESULT);
    line("http error", BYTE(0));
    error_drop(written.failure);
    output_write_and_flush(opened.value, large, 1, &written);
    line("stream closed", written.closed);
    output_drop(opened.value);
    descriptor_drop(file);
    descriptor_drop(files);
}

static void suite_sockets(void) {
    handle network = network_get();
    tcp_create(0, RESULT);
    line("tcp error", BYTE(0) ? BYTE(4) : -1);
    udp_create(1, RESULT);
    line("udp error", BYTE(0) ? BYTE(4) : -1);
    names_resolve(network, NAME("localhost"), RESULT);
    line("resolve error", BYTE(0) ? BYTE(4) : -1);
    network_drop(network);
}

static void say_fields(handle fields) {
    fields_list list;
    fields_entries(fields, &list);
    for (size_t i = 0; i < list.length; i++) {
        say("  ");
        say_text(list.at[i].name);
        line_text(":", (string){ (const char *)list.at[i].value.at, list.at[i].value.length });
    }
}

static void suite_fields(void) {
    static const bytes two[] = { { (const uint8_t *)"x", 1 }, { (const uint8_t *)"y", 1 } };
    handle fields = fields_new();
    fields_append(fields, NAME("A"), "1", 1, (any_result *)RESULT);
    line_result("append");
    fields_append(fields, NAME("b"), "2", 1, (any_result *)RESULT);
    fields_append(fields, NAME("bad name"), "2", 1, (any_result *)RESULT);
    line_result("append bad name");
    fields_append(fields, NAME("c"), "a\nb", 3, (any_result *)RESULT);
    line_result("append bad value");
    fields_append(fields, NAME("Host"), "a", 1, (any_result *)RESULT);
    line_result("append forbidden");
    fields_set(fields, NAME("a"), two, 2, RESULT);
    line_result("set");
    say_fields(fields);
    fields_get(fields, NAME("A"), RESULT);
    line("get", WORD(4));
    line_text("second", ((const string *)(const void *)TEXT(0).at)[1]);
    line("has", fields_has(fields, NAME("B")));
    line("has not", fields_has(fields, NAME("z z")));
    handle copy = fields_clone(fields);
    fields_delete(fields, NAME("a"), RESULT);
    line_result("delete");
    say_fields(fields);
    say("clone\n");
    say_fields(copy);
    static const field entries[] = { { { "N", 1 }, { (const uint8_t *)"1", 1 } }, { { "N", 1 }, { (const uint8_t *)"2", 1 } } };
    fields_from_list(entries, 2, RESULT);
    line("from-list", BYTE(0));
    say_fields((handle)WORD(4));
    fields_drop((handle)WORD(4));
    static const field bad[] = { { { "upgrade", 7 }, { (const uint8_t *)"1", 1 } } };
    fields_from_list(bad, 1, RESULT);
    line("from-list error", BYTE(0) ? BYTE(4) : -1);
    fields_drop(copy);
    fields_drop(fields);
}

static void say_option_number(const char *name) { line(name, BYTE(0) ? (int64_t)LONG(8) : -1); }

static void say_body(handle stream) {
    result_bytes chunk;
    for (;;) {
        input_read(stream, 65536, &chunk);
        if (chunk.error) break;
        line_text("chunk", (string){ (const char *)chunk.ok.at, chunk.ok.length });
    }
    line("closed", chunk.stream.closed);
    if (chunk.stream.closed) return;
    http_error_code(chunk.stream.failure, RESULT);
    line("http error", BYTE(0) ? BYTE(8) : -1);
    file_error_code(chunk.stream.failure, RESULT);
    line("file error", BYTE(0));
    error_drop(chunk.stream.failure);
}

static void say_trailers(handle body) {
    handle trailers = incoming_body_finish(body), ready = future_trailers_subscribe(trailers);
    pollable_block(ready);
    pollable_drop(ready);
    future_trailers_get(trailers, RESULT);
    line("trailers", BYTE(0) && !BYTE(8) && !BYTE(16) ? BYTE(24) : -1);
    if (BYTE(16)) line("trailers error", BYTE(24));
    else if (BYTE(24)) { handle fields = (handle)WORD(28); say_fields(fields); fields_drop(fields); }
    future_trailers_get(trailers, RESULT);
    line("trailers again", BYTE(0) ? BYTE(8) : -1);
    future_trailers_drop(trailers);
}

static handle new_request(void) {
    any_result ignored;
    handle headers = fields_new();
    fields_append(headers, NAME("x-one"), "1", 1, &ignored);
    handle request = outgoing_request_new(headers);
    line("set-method", outgoing_request_set_method(request, 9, NAME("BREW")));
    line("set-method bad", outgoing_request_set_method(request, 9, NAME("a b")));
    line("set-scheme", outgoing_request_set_scheme(request, 1, 0, 0, 0));
    line("set-scheme bad", outgoing_request_set_scheme(request, 1, 2, NAME("1:")));
    line("set-authority", outgoing_request_set_authority(request, 1, NAME("example.test:81")));
    line("set-authority bad", outgoing_request_set_authority(request, 1, NAME("a@b")));
    line("set-path", outgoing_request_set_path(request, 1, NAME("/p?q")));
    line("set-path bad", outgoing_request_set_path(request, 1, NAME("/ p")));
    outgoing_request_method(request, RESULT);
    line("method", BYTE(0));
    line_text("method", TEXT(4));
    outgoing_request_scheme(request, RESULT);
    line("scheme", BYTE(0) ? BYTE(4) : -1);
    outgoing_request_authority(request, RESULT);
    line_option_text("authority", 0);
    outgoing_request_path(request, RESULT);
    line_option_text("path", 0);
    handle view = outgoing_request_headers(request);
    fields_append(view, NAME("x-two"), "2", 1, &ignored);
    line("append to a view", ((uint8_t *)&ignored)[1]);
    fields_drop(view);
    return request;
}

static handle new_options(void) {
    handle options = request_options_new();
    options_connect(options, RESULT);
    say_option_number("connect");
    options_set_connect(options, 1, 1000000);
    request_options_set_first_byte_timeout(options, 1, 2000000);
    options_set_between_bytes(options, 1, 3000000);
    options_connect(options, RESULT);
    say_option_number("connect");
    options_first_byte(options, RESULT);
    say_option_number("first byte");
    options_between_bytes(options, RESULT);
    say_option_number("between bytes");
    return options;
}

// Sends a request with a body, then takes the response apart.
static void suite_client(void) {
    any_result finished;
    result_stream written;
    result_handle opened;
    result_future sent;
    future_response got;
    handle request = new_request(), options = new_options();
    outgoing_request_body(request, &opened);
    handle body = opened.value;
    outgoing_request_body(request, &opened);
    line("body again", opened.error);
    outgoing_handler_handle(request, 1, options, &sent);
    line("handle", sent.error);
    if (sent.error) { line("code", sent.value.code); return; }
    handle future = sent.value.future;
    future_response_get(future, &got);
    line("too early", got.some);
    outgoing_body_write(body, &opened);
    output_write_and_flush(opened.value, "ping", 4, &written);
    output_drop(opened.value);
    outgoing_body_finish(body, 0, 0, &finished);
    line("finish", *(uint8_t *)&finished);
    handle ready = future_response_subscribe(future);
    pollable_block(ready);
    pollable_drop(ready);
    future_response_get(future, &got);
    if (got.error) { line("response error", got.value.code); return; }
    handle response = got.value.response;
    future_response_get(future, &got);
    line("get again", got.taken);
    future_response_drop(future);
    line("status", incoming_response_status(response));
    handle headers = incoming_response_headers(response);
    say_fields(headers);
    fields_drop(headers);
    incoming_response_consume(response, &opened);
    body = opened.value;
    incoming_response_consume(response, &opened);
    line("consume again", opened.error);
    incoming_response_drop(response);
    incoming_body_stream(body, &opened);
    handle stream = opened.value;
    incoming_body_stream(body, &opened);
    line("stream again", opened.error);
    say_body(stream);
    input_drop(stream);
    say_trailers(body);
}

typedef struct { const char *name; void (*run)(void); } suite;

static const suite suites[] = {
    { "cli", suite_cli }, { "clocks", suite_clocks }, { "random", suite_random }, { "input", suite_input }, { "output", suite_output },
    { "reading", suite_reading }, { "writing", suite_writing }, { "sockets", suite_sockets }, { "fields", suite_fields },
    { "client", suite_client },
};

GUEST_EXPORT("wasi:cli/run@" WASI_VERSION "#run")
int32_t run(void) {
    out = stdout_get();
    arguments_get(RESULT);
    const string *arguments = (const string *)(const void *)TEXT(0).at;
    string name = TEXT(0).length > 1 ? arguments[1] : text_of("");
    if (equal(name, "exit")) cli_exit(0);
    if (equal(name, "exit-badly")) cli_exit(1);
    if (equal(name, "exit-with-code")) cli_exit_with_code(42);
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        if (!equal(name, suites[i].name)) continue;
        suites[i].run();
        return 0;
    }
    return 1;
}

// Says back what it was asked, with a trailer.
GUEST_EXPORT("wasi:http/incoming-handler@" WASI_VERSION "#handle")
void handle_request(handle request, handle outparam) {
    any_result ignored;
    result_handle opened;
    handle given = fields_new();
    fields_append(given, NAME("X-Answer"), "yes", 3, &ignored);
    handle response = response_new(given);
    handle view = response_headers(response);
    if (!fields_has(view, NAME("x-answer"))) __builtin_trap();
    fields_drop(view);
    if (response_status(response) != 200 || response_set_status(response, 99) != 1 || response_set_status(response, 203) != 0 || response_status(response) != 203) __builtin_trap();
    response_body(response, &opened);
    answer.body = opened.value;
    response_body(response, &opened);
    if (!opened.error) __builtin_trap();
    outgoing_body_write(answer.body, &opened);
    answer.stream = opened.value;
    to_answer = 1;
    response_outparam_set(outparam, 0, response, 0, 0, 0, 0, 0, 0);

    request_method(request, RESULT);
    line("method", BYTE(0));
    if (BYTE(0) == 9) line_text("method", TEXT(4));
    request_scheme(request, RESULT);
    line("scheme", BYTE(0) ? BYTE(4) : -1);
    request_authority(request, (option_string *)RESULT);
    line_option_text("authority", 0);
    request_path(request, (option_string *)RESULT);
    line_option_text("path", 0);
    handle headers = request_headers(request);
    say_fields(headers);
    fields_append(headers, NAME("a"), "1", 1, (any_result *)RESULT);
    line_result("append");
    fields_drop(headers);
    request_consume(request, &opened);
    handle body = opened.value;
    request_consume(request, &opened);
    line("consume again", opened.error);
    incoming_body_stream(body, &opened);
    say_body(opened.value);
    input_drop(opened.value);
    say_trailers(body);
    request_drop(request);

    output_drop(answer.stream);
    handle trailers = fields_new();
    fields_append(trailers, NAME("X-Trailer"), "end", 3, &ignored);
    outgoing_body_finish(answer.body, 1, trailers, &ignored);
}
