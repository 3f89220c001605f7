// Answers HTTP requests by the release candidate of October 2023, with the functions that it alone has. The path says what to do; the
// table at the end lists the paths. Each prints a number for what came back, and 100 and the error's number for an error.
#define WASI_VERSION "0.2.0-rc-2023-10-18"
#include "wasi.h"

#define TCP(name) WASI_IMPORT("wasi:sockets/tcp", "[method]tcp-socket." name)
#define UDP(name) WASI_IMPORT("wasi:sockets/udp", "[method]udp-socket." name)
#define LOOPBACK(port) 0, (int32_t)(port), 127, 0, 0, 1, 0, 0, 0, 0, 0, 0
#define ADDRESS int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t
WASI_IMPORT(HTTP, "[constructor]fields") handle fields_of(const field *, size_t);
WASI_IMPORT(HTTP, "[method]fields.get") void fields_get(handle, const char *, size_t, void *);
WASI_IMPORT(HTTP, "[method]fields.set") void fields_set(handle, const char *, size_t, const bytes *, size_t);
WASI_IMPORT(HTTP, "[method]fields.delete") void fields_delete(handle, const char *, size_t);
WASI_IMPORT(HTTP, "[method]fields.append") void fields_add(handle, const char *, size_t, const void *, size_t);
WASI_IMPORT(HTTP, "[constructor]outgoing-response") handle response_of(int32_t status, handle headers);
WASI_IMPORT(HTTP, "[method]outgoing-response.write") void response_write_body(handle, result_handle *);
WASI_IMPORT(HTTP, "[static]outgoing-body.finish") void body_finish(handle, int32_t some, handle trailers);
WASI_IMPORT(HTTP, "[static]response-outparam.set") void outparam_set(handle, int32_t is_error, int32_t response_or_kind, const char *, size_t);
WASI_IMPORT(HTTP, "[method]future-trailers.get") void trailers_get(handle, void *);
WASI_IMPORT(HTTP, "[constructor]outgoing-request")
handle request_of(int32_t method, const char *, size_t, int32_t some_path, const char *, size_t, int32_t some_scheme, int32_t scheme, const char *, size_t,
    int32_t some_authority, const char *, size_t, handle headers);
WASI_IMPORT(HTTP, "[method]outgoing-request.write") void request_write_body(handle, result_handle *);
WASI_IMPORT(HTTP, "[method]future-incoming-response.get") void future_get(handle, void *);
WASI_IMPORT("wasi:http/outgoing-handler", "handle")
void send(handle request, int32_t some, int32_t, int32_t connect, int32_t, int32_t first_byte, int32_t, int32_t between, void *);
WASI_IMPORT(STREAMS, "[method]output-stream.forward") void output_forward(handle, handle source, result_size *);
WASI_IMPORT("wasi:io/poll", "poll-one") void poll_one(handle);
WASI_IMPORT("wasi:io/poll", "poll-list") void poll_list(const handle *, size_t, void *);
WASI_IMPORT("wasi:clocks/monotonic-clock", "subscribe") handle clock_subscribe(int64_t, int32_t is_absolute);
#define DESCRIPTOR(name) WASI_IMPORT(FILES, "[method]descriptor." name)
DESCRIPTOR("open-at") void open_at(handle, int32_t, const char *, size_t, int32_t, int32_t, int32_t modes, result_handle *);
DESCRIPTOR("access-at") void access_at(handle, int32_t, const char *, size_t, int32_t exists, int32_t modes, void *);
DESCRIPTOR("change-file-permissions-at") void change_file_at(handle, int32_t, const char *, size_t, int32_t modes, void *);
DESCRIPTOR("change-directory-permissions-at") void change_directory_at(handle, int32_t, const char *, size_t, int32_t modes, void *);
DESCRIPTOR("lock-shared") void lock_shared(handle, void *);
DESCRIPTOR("lock-exclusive") void lock_exclusive(handle, void *);
DESCRIPTOR("try-lock-shared") void try_lock_shared(handle, void *);
DESCRIPTOR("try-lock-exclusive") void try_lock_exclusive(handle, void *);
DESCRIPTOR("unlock") void unlock(handle, void *);
WASI_IMPORT("wasi:sockets/instance-network", "instance-network") handle network_get(void);
WASI_IMPORT("wasi:sockets/ip-name-lookup", "resolve-addresses")
void resolve(handle network, const char *, size_t, int32_t some_family, int32_t family, int32_t unavailable, result_handle *);
WASI_IMPORT("wasi:sockets/ip-name-lookup", "[method]resolve-address-stream.resolve-next-address") void resolve_next(handle, void *);
WASI_IMPORT("wasi:sockets/ip-name-lookup", "[method]resolve-address-stream.subscribe") handle resolve_subscribe(handle);
WASI_IMPORT("wasi:sockets/tcp-create-socket", "create-tcp-socket") void tcp_create(int32_t family, result_handle *);
TCP("ipv6-only") void tcp_ipv6_only(handle, void *);
TCP("set-ipv6-only") void tcp_set_ipv6_only(handle, int32_t, void *);
TCP("keep-alive") void tcp_keep_alive(handle, void *);
TCP("set-keep-alive") void tcp_set_keep_alive(handle, int32_t, void *);
TCP("no-delay") void tcp_no_delay(handle, void *);
TCP("set-no-delay") void tcp_set_no_delay(handle, int32_t, void *);
TCP("unicast-hop-limit") void tcp_hops(handle, void *);
TCP("set-unicast-hop-limit") void tcp_set_hops(handle, int32_t, void *);
WASI_IMPORT("wasi:sockets/udp-create-socket", "create-udp-socket") void udp_create(int32_t family, result_handle *);
UDP("start-connect") void udp_connect(handle, handle network, ADDRESS, void *);
UDP("finish-connect") void udp_connected(handle, void *);
UDP("receive") void udp_receive(handle, int64_t, void *);
UDP("send") void udp_send(handle, const void *, size_t, void *);
UDP("ipv6-only") void udp_ipv6_only(handle, void *);
UDP("set-ipv6-only") void udp_set_ipv6_only(handle, int32_t, void *);
UDP("subscribe") handle udp_subscribe(handle);

static unsigned char heap[1 << 18];
static size_t heap_used;

GUEST_EXPORT("cabi_realloc")
void *cabi_realloc(void *old, size_t old_size, size_t alignment, size_t size) {
    (void)old, (void)old_size;
    size_t start = (heap_used + alignment - 1) & ~(alignment - 1);
    if (start + size > sizeof heap) __builtin_trap();
    heap_used = start + size;
    return heap + start;
}

static handle request, outparam, body, stream;
static union { uint8_t bytes[64]; uint32_t words[16]; uint64_t align; } result;

#define TEXT(text) text, sizeof text - 1

static void respond(int status, handle headers) {
    result_handle opened;
    handle response = response_of(status, headers);
    fields_drop(headers); // the response has its own
    response_write_body(response, &opened);
    body = opened.value;
    outgoing_body_write(body, &opened);
    stream = opened.value;
    outparam_set(outparam, 0, response, 0, 0);
}

static void write_all(const char *at, size_t length) {
    result_stream written;
    output_write_and_flush(stream, at, length, &written);
}

static void write_number(uint64_t number) {
    char digits[24];
    size_t at = sizeof digits;
    digits[--at] = ' ';
    do digits[--at] = (char)('0' + number % 10); while ((number /= 10) != 0);
    write_all(digits + at, sizeof digits - at);
}

// The result that is in `result`: nothing or an error; or a small value or an error, each at the same place.
static void write_unit(void) { write_number(result.bytes[0] ? 100u + result.bytes[1] : 0); }

static void write_result(size_t value_at) { write_number(result.bytes[0] ? 100u + result.bytes[value_at] : result.bytes[value_at]); }

static void end(void) {
    output_drop(stream);
    body_finish(body, 0, 0);
}

static void open(void) { respond(200, fields_of(0, 0)); }

static string header(const char *name, size_t length) {
    handle headers = request_headers(request);
    fields_get(headers, name, length, &result);
    fields_drop(headers);
    return result.words[1] ? *(const string *)(uintptr_t)result.words[0] : (string){ 0, 0 };
}

static uint32_t target_port(void) {
    uint32_t port = 0;
    string text = header(TEXT("x-target"));
    for (size_t i = 0; i < text.length; i++) if (text.at[i] >= '0' && text.at[i] <= '9') port = port * 10 + (uint32_t)(text.at[i] - '0');
    return port;
}

// ---- what the paths do -----------------------------------------------------------------------------------------

static void hello(void) {
    field given[] = { { { TEXT("x-guest") }, { (const uint8_t *)"october", 7 } }, { { TEXT("x-gone") }, { (const uint8_t *)"1", 1 } } };
    bytes twice[] = { { (const uint8_t *)"a", 1 }, { (const uint8_t *)"b", 1 } };
    handle headers = fields_of(given, 2);
    fields_delete(headers, TEXT("x-gone"));
    fields_set(headers, TEXT("x-two"), twice, 2);
    fields_add(headers, TEXT("x-two"), "c", 1);
    respond(201, headers);
    write_all(TEXT("Hello from October\n"));
    end();
}

// Forwards the whole body; then come its length and the number of the trailers.
static void echo(void) {
    result_handle taken, contents;
    result_size moved;
    open();
    request_consume(request, &taken);
    incoming_body_stream(taken.value, &contents);
    output_forward(stream, contents.value, &moved);
    write_number(moved.error ? 0 : moved.ok);
    handle future = incoming_body_finish(taken.value), ready = future_trailers_subscribe(future);
    poll_one(ready);
    trailers_get(future, &result);
    fields_list list = { 0, 0 };
    if (result.bytes[0] && !result.bytes[4]) fields_entries((handle)result.words[2], &list);
    write_number(list.length);
    end();
}

// Splices five bytes, and the stream is gone: what comes after them is lost.
static void splice(void) {
    result_handle taken, contents;
    result_size moved;
    open();
    request_consume(request, &taken);
    incoming_body_stream(taken.value, &contents);
    output_splice(stream, contents.value, 5, &moved);
    write_number(moved.error ? 0 : moved.ok);
    incoming_body_drop(taken.value); // a child of it would be a trap
    end();
}

static void clock(void) {
    open();
    int64_t start = clock_now();
    handle both[] = { clock_subscribe(start + 1000000, 1), clock_subscribe(3600000000000, 0) };
    poll_list(both, 2, &result);
    write_number(result.words[1]);
    poll_one(both[0]);
    write_number(clock_now() - start >= 1000000);
    end();
}

// Sends a request to x-target, and answers with the status, or 100 and the kind of the error.
static void out(void) {
    string target = header(TEXT("x-target"));
    handle headers = fields_of(0, 0);
    handle sent = request_of(0, 0, 0, 1, TEXT("/out"), 1, 0, 0, 0, 1, target.at, target.length, headers);
    open();
    send(sent, 1, 1, 5000, 1, 5000, 0, 0, &result);
    if (result.bytes[0]) write_number(100u + result.bytes[4]);
    else {
        handle future = (handle)result.words[1], ready = future_response_subscribe(future);
        poll_one(ready);
        pollable_drop(ready);
        future_get(future, &result);
        write_number(result.bytes[8] ? 100u + result.bytes[12] : (uint32_t)incoming_response_status((handle)result.words[3]));
    }
    end();
}

static void fail(void) { outparam_set(outparam, 1, 3, TEXT("no luck")); }

static void bad_header(void) {
    field given = { { TEXT("bad header") }, { (const uint8_t *)"1", 1 } };
    fields_of(&given, 1);
}

static void bad_status(void) { response_of(99, fields_of(0, 0)); }

static void files(void) {
    preopen_list roots;
    result_handle opened;
    enum { READABLE = 1, WRITABLE = 2, EXECUTABLE = 4 };
    open();
    preopens_get(&roots);
    handle root = roots.at[0].descriptor;
    open_at(root, 0, TEXT("page.txt"), 0, 1, READABLE, &opened);
    write_number(opened.error);
    access_at(root, 0, TEXT("page.txt"), 0, READABLE, &result), write_unit();
    access_at(root, 0, TEXT("page.txt"), 0, WRITABLE, &result), write_unit();
    access_at(root, 0, TEXT("page.txt"), 0, EXECUTABLE, &result), write_unit();
    access_at(root, 0, TEXT("gone.txt"), 1, 0, &result), write_unit();
    change_file_at(root, 0, TEXT("page.txt"), READABLE, &result), write_unit();
    change_directory_at(root, 0, TEXT("."), READABLE, &result), write_unit();
    lock_shared(root, &result), write_unit();
    lock_exclusive(root, &result), write_unit();
    try_lock_shared(root, &result), write_unit();
    try_lock_exclusive(root, &result), write_unit();
    unlock(root, &result), write_unit();
    end();
}

static void tcp(void) {
    result_handle v4, v6;
    open();
    tcp_create(0, &v4);
    tcp_create(1, &v6);
    tcp_ipv6_only(v4.value, &result), write_result(1);
    tcp_ipv6_only(v6.value, &result), write_result(1);
    tcp_set_ipv6_only(v6.value, 0, &result), write_unit();
    tcp_set_keep_alive(v4.value, 1, &result);
    tcp_keep_alive(v4.value, &result), write_result(1);
    tcp_set_no_delay(v4.value, 1, &result);
    tcp_no_delay(v4.value, &result), write_result(1);
    tcp_set_hops(v4.value, 33, &result);
    tcp_hops(v4.value, &result), write_result(1);
    end();
}

// Sends a datagram to the port x-target, connected and not, and prints the lengths of the answers.
static void udp(void) {
    uint32_t port = target_port();
    result_handle socket;
    open();
    for (int connects = 0; connects < 2; connects++) {
        udp_create(0, &socket);
        udp_ipv6_only(socket.value, &result), write_result(1);
        udp_receive(socket.value, 1, &result), write_result(4);
        if (connects) {
            udp_connect(socket.value, network_get(), LOOPBACK(port), &result);
            udp_connected(socket.value, &result), write_unit();
        }
        struct { const char *at; uint32_t length; uint32_t family; uint16_t port; uint8_t address[4]; uint8_t rest[22]; } datagram =
            { "ping", 4, 0, (uint16_t)port, { 127, 0, 0, 1 }, { 0 } };
        udp_send(socket.value, &datagram, 1, &result), write_result(8);
        for (;;) {
            udp_receive(socket.value, 4, &result);
            if (!result.bytes[0] || result.bytes[4] != 8) break; // 8: would block
            poll_one(udp_subscribe(socket.value));
        }
        const struct { string data; uint8_t rest[32]; } *received = (const void *)(uintptr_t)result.words[1];
        write_number(result.bytes[0] ? 100u + result.bytes[4] : received->data.length);
    }
    end();
}

// The addresses of a name by family: their number.
static void lookup(void) {
    open();
    for (int family = 0; family < 2; family++) {
        result_handle found;
        resolve(network_get(), TEXT("127.0.0.1"), 1, family, 0, &found);
        poll_one(resolve_subscribe(found.value));
        uint32_t count = 0;
        for (;; count++) {
            resolve_next(found.value, &result);
            if (result.bytes[0] || !result.bytes[2]) break;
        }
        write_number(count);
    }
    end();
}

static const struct { const char *path; void (*answer)(void); } paths[] = {
    { "/hello", hello }, { "/echo", echo }, { "/splice", splice }, { "/clock", clock }, { "/out", out }, { "/fail", fail }, { "/bad-header", bad_header },
    { "/bad-status", bad_status }, { "/files", files }, { "/tcp", tcp }, { "/udp", udp }, { "/lookup", lookup },
};

GUEST_EXPORT("wasi:http/incoming-handler@" WASI_VERSION "#handle")
void handle_request(handle incoming, handle out_param) {
    option_string path;
    request = incoming;
    outparam = out_param;
    request_path(request, &path);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        size_t length = 0, same = 0;
        while (paths[i].path[length]) length++;
        while (same < length && path.value.length == length && path.value.at[same] == paths[i].path[same]) same++;
        if (same == length) paths[i].answer();
    }
}
