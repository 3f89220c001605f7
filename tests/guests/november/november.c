// Answers HTTP requests by the release candidate of November 2023. The path says what to do; the table at the end lists the paths. What
// the candidate and the releases have in common is declared in guest.h.
#define WASI_VERSION "0.2.0-rc-2023-11-10"
#include "guest.h"

#define OPTIONS(name) WASI_IMPORT(HTTP, "[method]request-options." name)
typedef struct { uint8_t some; uint8_t pad[7]; uint64_t nanoseconds; } timeout;
OPTIONS("connect-timeout-ms") void options_connect(handle, timeout *);
OPTIONS("set-connect-timeout-ms") int32_t options_set_connect(handle, int32_t some, int64_t);
OPTIONS("first-byte-timeout-ms") void options_first_byte(handle, timeout *);
OPTIONS("set-first-byte-timeout-ms") int32_t options_set_first_byte(handle, int32_t some, int64_t);
OPTIONS("between-bytes-timeout-ms") void options_between(handle, timeout *);
OPTIONS("set-between-bytes-timeout-ms") int32_t options_set_between(handle, int32_t some, int64_t);
// option<result<option<own<trailers>>, error-code>>
typedef struct { _Alignas(8) uint8_t some; uint8_t pad_a[7]; uint8_t error; uint8_t pad_b[7]; uint8_t has; uint8_t pad_c[3]; handle fields; uint8_t rest[24]; } trailers_result;
WASI_IMPORT(HTTP, "[method]future-trailers.get") void trailers_get(handle, trailers_result *);
WASI_IMPORT("wasi:sockets/tcp-create-socket", "create-tcp-socket") void tcp_create(int32_t family, void *);
WASI_IMPORT("wasi:sockets/tcp", "[method]tcp-socket.ipv6-only") void tcp_ipv6_only(handle, void *);
WASI_IMPORT("wasi:sockets/tcp", "[method]tcp-socket.set-ipv6-only") void tcp_set_ipv6_only(handle, int32_t, void *);
WASI_IMPORT("wasi:sockets/tcp", "[resource-drop]tcp-socket") void tcp_drop(handle);
WASI_IMPORT("wasi:sockets/udp-create-socket", "create-udp-socket") void udp_create(int32_t family, void *);
WASI_IMPORT("wasi:sockets/udp", "[method]udp-socket.ipv6-only") void udp_ipv6_only(handle, void *);
WASI_IMPORT("wasi:sockets/udp", "[method]udp-socket.set-ipv6-only") void udp_set_ipv6_only(handle, int32_t, void *);
WASI_IMPORT("wasi:sockets/udp", "[resource-drop]udp-socket") void udp_drop(handle);

static response_writer out;

static void write_number(uint64_t number) {
    char digits[24];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + number % 10); while ((number /= 10) != 0);
    response_write(out, digits + at, sizeof digits - at);
    response_text(out, " ");
}

static void hello(handle request) {
    (void)request;
    response_text(out, "Hello from November\n");
}

// The request's body, and after it the number of its trailers.
static void echo(handle request) {
    result_handle body, stream;
    request_consume(request, &body);
    incoming_body_stream(body.value, &stream);
    for (;;) {
        result_bytes piece;
        input_read(stream.value, 16384, &piece);
        if (piece.error) break;
        response_write(out, piece.ok.at, piece.ok.length);
        guest_heap_used = 0;
    }
    input_drop(stream.value);
    handle future = incoming_body_finish(body.value), ready = future_trailers_subscribe(future);
    pollable_block(ready);
    pollable_drop(ready);
    trailers_result trailers;
    trailers_get(future, &trailers);
    response_text(out, "\ntrailers: ");
    fields_list list = { 0, 0 };
    if (trailers.some && !trailers.error && trailers.has) {
        fields_entries(trailers.fields, &list);
        fields_drop(trailers.fields);
    }
    write_number(list.length);
    future_trailers_drop(future);
}

// Takes the trailers twice, which is a trap: the candidate has no way to tell of it.
static void again(handle request) {
    result_handle body;
    request_consume(request, &body);
    handle future = incoming_body_finish(body.value), ready = future_trailers_subscribe(future);
    pollable_block(ready);
    trailers_result trailers;
    trailers_get(future, &trailers);
    trailers_get(future, &trailers);
}

static void timeouts(handle request) {
    (void)request;
    handle options = request_options_new();
    timeout connect, first, between;
    options_set_connect(options, 1, 1000);
    options_set_first_byte(options, 1, 2000);
    options_set_between(options, 0, 0);
    options_connect(options, &connect);
    options_first_byte(options, &first);
    options_between(options, &between);
    write_number(connect.nanoseconds);
    write_number(first.nanoseconds);
    write_number(between.some);
}

static void ipv6(handle request) {
    (void)request;
    struct { uint8_t error, value; } result;
    for (int family = 0; family < 2; family++) {
        result_handle tcp, udp;
        tcp_create(family, &tcp);
        udp_create(family, &udp);
        tcp_ipv6_only(tcp.value, &result);
        write_number(result.error * 100u + result.value);
        tcp_set_ipv6_only(tcp.value, 1, &result);
        write_number(result.error ? 100u + result.value : 0);
        udp_ipv6_only(udp.value, &result);
        write_number(result.error * 100u + result.value);
        udp_set_ipv6_only(udp.value, 0, &result);
        write_number(result.error ? 100u + result.value : 0);
        tcp_drop(tcp.value);
        udp_drop(udp.value);
    }
}

static const struct { const char *path; void (*answer)(handle); } paths[] = {
    { "/hello", hello }, { "/echo", echo }, { "/again", again }, { "/timeouts", timeouts }, { "/ipv6", ipv6 },
};

GUEST_EXPORT("wasi:http/incoming-handler@" WASI_VERSION "#handle")
void handle_request(handle request, handle outparam) {
    option_string path;
    request_path(request, &path);
    out = response_start(outparam, 200);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        size_t length = text_length(paths[i].path), same = 0;
        while (same < length && path.value.length == length && path.value.at[same] == paths[i].path[same]) same++;
        if (same == length) paths[i].answer(request);
    }
    response_end(out);
}
