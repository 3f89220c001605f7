// Uses every function of wasi:sockets 0.2 and prints what comes back. Its arguments are a suite and the port of a peer on loopback.
#define GUEST_HEAP_BYTES (1 << 19)
#include "guest.h"

#define SOCKETS "wasi:sockets/"
#define TCP(name) WASI_IMPORT(SOCKETS "tcp", "[method]tcp-socket." name)
#define UDP(name) WASI_IMPORT(SOCKETS "udp", "[method]udp-socket." name)

WASI_IMPORT("wasi:io/poll", "poll") void poll(const handle *, size_t, void *);
WASI_IMPORT("wasi:io/streams", "[method]output-stream.check-write") void output_check(handle, void *);
WASI_IMPORT("wasi:cli/environment", "get-arguments") void arguments_get(void *);
WASI_IMPORT(SOCKETS "instance-network", "instance-network") handle network_get(void);
WASI_IMPORT(SOCKETS "network", "network-error-code") void network_error_code(handle, void *);
WASI_IMPORT(SOCKETS "tcp-create-socket", "create-tcp-socket") void tcp_create(int32_t family, void *);
WASI_IMPORT(SOCKETS "udp-create-socket", "create-udp-socket") void udp_create(int32_t family, void *);
WASI_IMPORT(SOCKETS "ip-name-lookup", "resolve-addresses") void names_resolve(handle, const char *, size_t, void *);
WASI_IMPORT(SOCKETS "ip-name-lookup", "[method]resolve-address-stream.resolve-next-address") void names_next(handle, void *);
WASI_IMPORT(SOCKETS "ip-name-lookup", "[method]resolve-address-stream.subscribe") handle names_subscribe(handle);
WASI_IMPORT(SOCKETS "ip-name-lookup", "[resource-drop]resolve-address-stream") void names_drop(handle);

// An ip-socket-address in flat form: case, port, then the address, of which IPv4 has four parts.
#define ADDRESS int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t
#define LOOPBACK(port) 0, (int32_t)(port), 127, 0, 0, 1, 0, 0, 0, 0, 0, 0
#define ANYWHERE 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0

TCP("start-bind") void tcp_bind(handle, handle network, ADDRESS, void *);
TCP("finish-bind") void tcp_bound(handle, void *);
TCP("start-connect") void tcp_connect(handle, handle network, ADDRESS, void *);
TCP("finish-connect") void tcp_connected(handle, void *);
TCP("start-listen") void tcp_listen(handle, void *);
TCP("finish-listen") void tcp_listening(handle, void *);
TCP("accept") void tcp_accept(handle, void *);
TCP("local-address") void tcp_local(handle, void *);
TCP("remote-address") void tcp_remote(handle, void *);
TCP("is-listening") int32_t tcp_is_listening(handle);
TCP("address-family") int32_t tcp_family(handle);
TCP("set-listen-backlog-size") void tcp_set_backlog(handle, int64_t, void *);
TCP("keep-alive-enabled") void tcp_keep_alive(handle, void *);
TCP("set-keep-alive-enabled") void tcp_set_keep_alive(handle, int32_t, void *);
TCP("keep-alive-idle-time") void tcp_idle(handle, void *);
TCP("set-keep-alive-idle-time") void tcp_set_idle(handle, int64_t, void *);
TCP("keep-alive-interval") void tcp_interval(handle, void *);
TCP("set-keep-alive-interval") void tcp_set_interval(handle, int64_t, void *);
TCP("keep-alive-count") void tcp_count(handle, void *);
TCP("set-keep-alive-count") void tcp_set_count(handle, int32_t, void *);
TCP("hop-limit") void tcp_hops(handle, void *);
TCP("set-hop-limit") void tcp_set_hops(handle, int32_t, void *);
TCP("receive-buffer-size") void tcp_receive_size(handle, void *);
TCP("set-receive-buffer-size") void tcp_set_receive_size(handle, int64_t, void *);
TCP("send-buffer-size") void tcp_send_size(handle, void *);
TCP("set-send-buffer-size") void tcp_set_send_size(handle, int64_t, void *);
TCP("subscribe") handle tcp_subscribe(handle);
TCP("shutdown") void tcp_shutdown(handle, int32_t, void *);
WASI_IMPORT(SOCKETS "tcp", "[resource-drop]tcp-socket") void tcp_drop(handle);

UDP("start-bind") void udp_bind(handle, handle network, ADDRESS, void *);
UDP("finish-bind") void udp_bound(handle, void *);
UDP("stream") void udp_stream(handle, int32_t some, ADDRESS, void *);
UDP("local-address") void udp_local(handle, void *);
UDP("remote-address") void udp_remote(handle, void *);
UDP("address-family") int32_t udp_family(handle);
UDP("unicast-hop-limit") void udp_hops(handle, void *);
UDP("set-unicast-hop-limit") void udp_set_hops(handle, int32_t, void *);
UDP("receive-buffer-size") void udp_receive_size(handle, void *);
UDP("set-receive-buffer-size") void udp_set_receive_size(handle, int64_t, void *);
UDP("send-buffer-size") void udp_send_size(handle, void *);
UDP("set-send-buffer-size") void udp_set_send_size(handle, int64_t, void *);
UDP("subscribe") handle udp_subscribe(handle);
WASI_IMPORT(SOCKETS "udp", "[method]incoming-datagram-stream.receive") void udp_receive(handle, int64_t max, void *);
WASI_IMPORT(SOCKETS "udp", "[method]incoming-datagram-stream.subscribe") handle udp_incoming_subscribe(handle);
WASI_IMPORT(SOCKETS "udp", "[method]outgoing-datagram-stream.check-send") void udp_check(handle, void *);
WASI_IMPORT(SOCKETS "udp", "[method]outgoing-datagram-stream.send") void udp_send(handle, const void *, size_t, void *);
WASI_IMPORT(SOCKETS "udp", "[method]outgoing-datagram-stream.subscribe") handle udp_outgoing_subscribe(handle);
WASI_IMPORT(SOCKETS "udp", "[resource-drop]incoming-datagram-stream") void udp_incoming_drop(handle);
WASI_IMPORT(SOCKETS "udp", "[resource-drop]outgoing-datagram-stream") void udp_outgoing_drop(handle);
WASI_IMPORT(SOCKETS "udp", "[resource-drop]udp-socket") void udp_drop(handle);

// ---- printing --------------------------------------------------------------------------------------------------

static union { uint64_t words[32]; uint8_t bytes[256]; } result;
#define RESULT (&result)
#define BYTE(at) (result.bytes[at])
#define WORD(at) (*(uint32_t *)(void *)&result.bytes[at])
#define LONG(at) (*(uint64_t *)(void *)&result.bytes[at])
#define NAME(text) text, text_length(text)

static handle out, network;
static uint32_t peer;

static void put(const char *at, size_t length) {
    result_stream ignored;
    output_write_and_flush(out, at, length, &ignored);
}

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

// A result whose error is an enum, with its payload aligned as given.
static int ok(const char *name, size_t at) {
    if (!BYTE(0)) return 1;
    say(name);
    line(" error", BYTE(at));
    return 0;
}

static void line_ok(const char *name) { if (ok(name, 1)) { say(name); say(" ok\n"); } }
static void line_number(const char *name) { if (ok(name, 8)) line(name, (int64_t)LONG(8)); }
static void line_byte(const char *name) { if (ok(name, 1)) line(name, BYTE(1)); }

// result<ip-socket-address, error-code>: says whether it is the peer's, some port of loopback, or another.
static void line_address(const char *name) {
    if (!ok(name, 4)) return;
    uint32_t port = *(uint16_t *)(void *)&BYTE(8);
    int loopback = BYTE(4) == 0 && BYTE(10) == 127 && BYTE(13) == 1;
    say(name);
    say(loopback && port == peer ? " peer\n" : loopback && port ? " loopback\n" : port ? " some port\n" : " no port\n");
}

static void wait_for(handle pollable) {
    poll(&pollable, 1, RESULT);
    pollable_drop(pollable);
}

// ---- suites ----------------------------------------------------------------------------------------------------

static handle tcp_new(void) {
    tcp_create(0, RESULT);
    return ok("create", 4) ? (handle)WORD(4) : -1;
}

static void suite_tcp(void) {
    handle socket = tcp_new(), input, output;
    line("family", tcp_family(socket));
    tcp_connected(socket, RESULT);
    ok("finish too early", 4);
    tcp_local(socket, RESULT);
    line_address("local unbound");
    tcp_connect(socket, network, ANYWHERE, RESULT);
    line_ok("connect to nowhere");
    tcp_connect(socket, network, 1, (int32_t)peer, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, RESULT);
    line_ok("connect to IPv6");
    tcp_connect(socket, network, LOOPBACK(peer), RESULT);
    line_ok("connect");
    tcp_connect(socket, network, LOOPBACK(peer), RESULT);
    line_ok("connect again");
    wait_for(tcp_subscribe(socket));
    tcp_connected(socket, RESULT);
    if (!ok("finish", 4)) { tcp_drop(socket); return; }
    input = (handle)WORD(4);
    output = (handle)WORD(8);
    tcp_local(socket, RESULT);
    line_address("local");
    tcp_remote(socket, RESULT);
    line_address("remote");
    tcp_set_backlog(socket, 5, RESULT);
    line_ok("backlog");
    output_check(output, RESULT);
    line_number("check");
    output_write_and_flush(output, "ping", 4, (result_stream *)RESULT);
    line("write error", BYTE(0));
    tcp_shutdown(socket, 1, RESULT);
    line_ok("shutdown");
    for (;;) {
        result_bytes read;
        input_read(input, 100, &read);
        if (read.error) { line("closed", read.stream.closed); break; }
        say("read ");
        put((const char *)read.ok.at, read.ok.length);
        say("\n");
    }
    output_write_and_flush(output, "more", 4, (result_stream *)RESULT);
    line("write after shutdown", BYTE(0));
    input_drop(input);
    output_drop(output);
    tcp_drop(socket);
}

static void suite_refused(void) {
    handle socket = tcp_new();
    tcp_connect(socket, network, LOOPBACK(peer), RESULT);
    line_ok("connect");
    wait_for(tcp_subscribe(socket));
    tcp_connected(socket, RESULT);
    ok("finish", 4);
    tcp_connect(socket, network, LOOPBACK(peer), RESULT);
    line_ok("connect after failure");
    tcp_drop(socket);
}

static void suite_listen(void) {
    handle socket = tcp_new(), client = tcp_new();
    tcp_listen(socket, RESULT);
    line_ok("listen unbound");
    tcp_bound(socket, RESULT);
    line_ok("bound too early");
    tcp_bind(socket, network, LOOPBACK(0), RESULT);
    line_ok("bind");
    if (BYTE(0)) return;
    tcp_bind(socket, network, LOOPBACK(0), RESULT);
    line_ok("bind again");
    tcp_bound(socket, RESULT);
    line_ok("bound");
    tcp_set_backlog(socket, 0, RESULT);
    line_ok("backlog 0");
    tcp_set_backlog(socket, 8, RESULT);
    line_ok("backlog 8");
    tcp_listen(socket, RESULT);
    line_ok("listen");
    line("is listening", tcp_is_listening(socket));
    tcp_listening(socket, RESULT);
    line_ok("listening");
    line("is listening", tcp_is_listening(socket));
    tcp_accept(socket, RESULT);
    ok("accept", 4);
    tcp_local(socket, RESULT);
    line_address("local");
    tcp_connect(client, network, LOOPBACK(*(uint16_t *)(void *)&BYTE(8)), RESULT);
    line_ok("connect");
    wait_for(tcp_subscribe(socket));
    tcp_accept(socket, RESULT);
    if (!ok("accept", 4)) return;
    handle accepted = (handle)WORD(4), input = (handle)WORD(8), output = (handle)WORD(12);
    wait_for(tcp_subscribe(client));
    tcp_connected(client, RESULT);
    if (!ok("connected", 4)) return;
    handle client_input = (handle)WORD(4), client_output = (handle)WORD(8);
    output_write_and_flush(client_output, "from client", 11, (result_stream *)RESULT);
    result_bytes read;
    input_read(input, 100, &read);
    say("server read ");
    put((const char *)read.ok.at, read.ok.length);
    say("\n");
    output_drop(output);
    input_read(client_input, 100, &read);
    line("client at end", read.error && read.stream.closed);
    input_drop(input); input_drop(client_input); output_drop(client_output);
    tcp_drop(accepted); tcp_drop(client); tcp_drop(socket);
}

static void suite_options(void) {
    handle socket = tcp_new();
    tcp_set_keep_alive(socket, 1, RESULT);
    line_ok("set keep-alive");
    tcp_keep_alive(socket, RESULT);
    line_byte("keep-alive");
    tcp_set_idle(socket, 0, RESULT);
    line_ok("set idle 0");
    tcp_set_idle(socket, 1500000000, RESULT);
    line_ok("set idle");
    tcp_idle(socket, RESULT);
    line_number("idle");
    tcp_set_interval(socket, 3000000000, RESULT);
    line_ok("set interval");
    tcp_interval(socket, RESULT);
    line_number("interval");
    tcp_set_count(socket, 0, RESULT);
    line_ok("set count 0");
    tcp_set_count(socket, 100000, RESULT);
    line_ok("set count");
    tcp_count(socket, RESULT);
    if (ok("count", 4)) line("count", WORD(4));
    tcp_set_hops(socket, 0, RESULT);
    line_ok("set hops 0");
    tcp_set_hops(socket, 42, RESULT);
    line_ok("set hops");
    tcp_hops(socket, RESULT);
    line_byte("hops");
    tcp_set_receive_size(socket, 0, RESULT);
    line_ok("set receive size 0");
    tcp_set_receive_size(socket, 65536, RESULT);
    line_ok("set receive size");
    tcp_receive_size(socket, RESULT);
    line_number("receive size");
    tcp_set_send_size(socket, 65536, RESULT);
    line_ok("set send size");
    tcp_send_size(socket, RESULT);
    line_number("send size");
    tcp_drop(socket);
}

typedef struct { const char *at; size_t length; uint32_t some, address[8]; } datagram;

static void receive(handle incoming) {
    wait_for(udp_incoming_subscribe(incoming));
    udp_receive(incoming, 4, RESULT);
    if (!ok("receive", 4)) return;
    uint32_t count = WORD(8);
    const uint8_t *first = (const uint8_t *)(uintptr_t)WORD(4);
    line("received", count);
    if (!count) return;
    say("datagram ");
    put(*(const char *const *)(const void *)first, ((const uint32_t *)(const void *)first)[1]);
    say("\n");
    line("from peer", *(const uint16_t *)(const void *)(first + 12) == peer);
}

static void suite_udp(void) {
    udp_create(0, RESULT);
    if (!ok("create", 4)) return;
    handle socket = (handle)WORD(4);
    line("family", udp_family(socket));
    udp_stream(socket, 0, ANYWHERE, RESULT);
    ok("stream unbound", 4);
    udp_bound(socket, RESULT);
    line_ok("bound too early");
    udp_bind(socket, network, ANYWHERE, RESULT);
    line_ok("bind");
    if (BYTE(0)) return;
    udp_bound(socket, RESULT);
    line_ok("bound");
    udp_bind(socket, network, ANYWHERE, RESULT);
    line_ok("bind again");
    udp_local(socket, RESULT);
    line_address("local");
    udp_remote(socket, RESULT);
    line_address("remote");
    udp_set_hops(socket, 33, RESULT);
    line_ok("set hops");
    udp_hops(socket, RESULT);
    line_byte("hops");
    udp_set_receive_size(socket, 65536, RESULT);
    udp_receive_size(socket, RESULT);
    line_number("receive size");
    udp_set_send_size(socket, 65536, RESULT);
    udp_send_size(socket, RESULT);
    line_number("send size");
    wait_for(udp_subscribe(socket));

    udp_stream(socket, 0, ANYWHERE, RESULT);
    if (!ok("stream", 4)) return;
    handle incoming = (handle)WORD(4), outgoing = (handle)WORD(8);
    wait_for(udp_outgoing_subscribe(outgoing));
    udp_check(outgoing, RESULT);
    line_number("check");
    // The address of a datagram in memory: its case, then port and four bytes.
    datagram one = { "one", 3, 1, { 0, peer | 127u << 16, 1u << 8 } };
    udp_send(outgoing, &one, 1, RESULT);
    line_number("send");
    if (BYTE(0)) return;
    datagram nowhere = { "two", 3, 0, { 0 } };
    udp_check(outgoing, RESULT);
    udp_send(outgoing, &nowhere, 1, RESULT);
    line_number("send nowhere");
    receive(incoming);
    udp_incoming_drop(incoming);
    udp_outgoing_drop(outgoing);

    udp_stream(socket, 1, LOOPBACK(peer), RESULT);
    if (!ok("connect", 4)) return;
    incoming = (handle)WORD(4), outgoing = (handle)WORD(8);
    udp_remote(socket, RESULT);
    line_address("remote");
    udp_check(outgoing, RESULT);
    udp_send(outgoing, &nowhere, 1, RESULT);
    line_number("send connected");
    receive(incoming);
    udp_incoming_drop(incoming);
    udp_outgoing_drop(outgoing);
    udp_drop(socket);
}

static void resolve(const char *name) {
    say(name);
    names_resolve(network, NAME(name), RESULT);
    if (BYTE(0)) { line(": error", BYTE(4)); return; }
    handle stream = (handle)WORD(4);
    wait_for(names_subscribe(stream));
    names_next(stream, RESULT);
    if (BYTE(0)) line(": failed", BYTE(2));
    else if (!BYTE(2)) say(": none\n");
    else { line(": family", BYTE(4)); line("first byte", BYTE(6)); }
    names_drop(stream);
}

static void suite_names(void) {
    resolve("127.0.0.1");
    resolve("localhost");
    resolve("not a name");
    resolve("other.test");
}

GUEST_EXPORT("wasi:cli/run@" WASI_VERSION "#run")
int32_t run(void) {
    static const struct { const char *name; void (*run)(void); } suites[] = {
        { "tcp", suite_tcp }, { "refused", suite_refused }, { "listen", suite_listen }, { "options", suite_options },
        { "udp", suite_udp }, { "names", suite_names },
    };
    out = stdout_get();
    network = network_get();
    arguments_get(RESULT);
    const string *arguments = (const string *)(uintptr_t)WORD(0);
    for (size_t i = 0; i < arguments[2].length; i++) peer = peer * 10 + (uint32_t)(arguments[2].at[i] - '0');
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        const char *name = suites[i].name;
        size_t length = text_length(name), same = 0;
        while (same < length && arguments[1].length == length && arguments[1].at[same] == name[same]) same++;
        if (same == length) { suites[i].run(); return 0; }
    }
    return 1;
}
