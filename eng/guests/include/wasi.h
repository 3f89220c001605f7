// The canonical ABI of the WASI 0.2 interfaces that the C guests here use, declared by hand.
//
// One declaration is one core import. The rules that shape them: a resource is an i32 handle; a string or a list is a
// pointer and a length; a result that does not fit one core value is written through a pointer that comes last, as the
// structures below lay it out.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifndef WASI_VERSION
#define WASI_VERSION "0.2.12"
#endif

#define WASI_IMPORT(interface, name) \
    __attribute__((import_module(interface "@" WASI_VERSION), import_name(name))) extern
#define GUEST_EXPORT(name) __attribute__((export_name(name)))

typedef int32_t handle;

typedef struct { const char *at; size_t length; } string;
typedef struct { const uint8_t *at; size_t length; } bytes;
typedef struct { string name; bytes value; } field;
typedef struct { const field *at; size_t length; } fields_list;

typedef struct { uint8_t some; string value; } option_string;
typedef struct { uint8_t error; handle value; } result_handle;

// result<list<u8>, stream-error> and result<_, stream-error>
typedef struct { uint8_t error; union { bytes ok; struct { uint8_t closed; handle failure; } stream; }; } result_bytes;
typedef struct { uint8_t error; uint8_t pad[3]; uint8_t closed; handle failure; } result_stream;
typedef struct { uint8_t error; union { uint64_t ok; struct { uint8_t closed; handle failure; } stream; }; } result_size;

// Room for any result whose payload the caller does not look at.
typedef struct { uint64_t words[8]; } any_result;

// wasi:http/types
#define HTTP "wasi:http/types"
WASI_IMPORT(HTTP, "[constructor]fields") handle fields_new(void);
WASI_IMPORT(HTTP, "[method]fields.append") void fields_append(handle, const char *, size_t, const void *, size_t, any_result *);
WASI_IMPORT(HTTP, "[method]fields.entries") void fields_entries(handle, fields_list *);
WASI_IMPORT(HTTP, "[resource-drop]fields") void fields_drop(handle);

WASI_IMPORT(HTTP, "[method]incoming-request.method") void request_method(handle, void *variant);
WASI_IMPORT(HTTP, "[method]incoming-request.path-with-query") void request_path(handle, option_string *);
WASI_IMPORT(HTTP, "[method]incoming-request.authority") void request_authority(handle, option_string *);
WASI_IMPORT(HTTP, "[method]incoming-request.headers") handle request_headers(handle);
WASI_IMPORT(HTTP, "[method]incoming-request.consume") void request_consume(handle, result_handle *);
WASI_IMPORT(HTTP, "[resource-drop]incoming-request") void request_drop(handle);
WASI_IMPORT(HTTP, "[method]incoming-body.stream") void incoming_body_stream(handle, result_handle *);
WASI_IMPORT(HTTP, "[static]incoming-body.finish") handle incoming_body_finish(handle);
WASI_IMPORT(HTTP, "[resource-drop]incoming-body") void incoming_body_drop(handle);

WASI_IMPORT(HTTP, "[method]future-trailers.subscribe") handle future_trailers_subscribe(handle);
WASI_IMPORT(HTTP, "[method]future-trailers.get") void future_trailers_get(handle, void *result);
WASI_IMPORT(HTTP, "[resource-drop]future-trailers") void future_trailers_drop(handle);

WASI_IMPORT(HTTP, "[constructor]outgoing-response") handle response_new(handle headers);
WASI_IMPORT(HTTP, "[method]outgoing-response.set-status-code") int32_t response_set_status(handle, int32_t);
WASI_IMPORT(HTTP, "[method]outgoing-response.body") void response_body(handle, result_handle *);
WASI_IMPORT(HTTP, "[resource-drop]outgoing-response") void response_drop(handle);
WASI_IMPORT(HTTP, "[static]response-outparam.set")
void response_outparam_set(handle, int32_t is_error, int32_t response_or_code, int32_t, int64_t, int32_t, int32_t, int32_t, int32_t);
WASI_IMPORT(HTTP, "[method]outgoing-body.write") void outgoing_body_write(handle, result_handle *);
WASI_IMPORT(HTTP, "[static]outgoing-body.finish") void outgoing_body_finish(handle, int32_t some_trailers, handle trailers, any_result *);
WASI_IMPORT(HTTP, "[resource-drop]outgoing-body") void outgoing_body_drop(handle);

WASI_IMPORT(HTTP, "[constructor]outgoing-request") handle outgoing_request_new(handle headers);
WASI_IMPORT(HTTP, "[method]outgoing-request.set-method") int32_t outgoing_request_set_method(handle, int32_t, const char *, size_t);
WASI_IMPORT(HTTP, "[method]outgoing-request.set-scheme") int32_t outgoing_request_set_scheme(handle, int32_t some, int32_t, const char *, size_t);
WASI_IMPORT(HTTP, "[method]outgoing-request.set-authority") int32_t outgoing_request_set_authority(handle, int32_t some, const char *, size_t);
WASI_IMPORT(HTTP, "[method]outgoing-request.set-path-with-query") int32_t outgoing_request_set_path(handle, int32_t some, const char *, size_t);
WASI_IMPORT(HTTP, "[method]outgoing-request.body") void outgoing_request_body(handle, result_handle *);
WASI_IMPORT(HTTP, "[constructor]request-options") handle request_options_new(void);
WASI_IMPORT(HTTP, "[method]request-options.set-first-byte-timeout") int32_t request_options_set_first_byte_timeout(handle, int32_t some, int64_t nanoseconds);

// result<result<own<incoming-response>, error-code>> inside an option, as future-incoming-response.get gives it.
typedef struct {
    _Alignas(8) uint8_t some; uint8_t pad_a[7];
    uint8_t taken; uint8_t pad_b[7];
    uint8_t error; uint8_t pad_c[7];
    union { handle response; uint8_t code; } value;
    uint8_t code_payload[28];
} future_response;
WASI_IMPORT(HTTP, "[method]future-incoming-response.get") void future_response_get(handle, future_response *);
WASI_IMPORT(HTTP, "[method]future-incoming-response.subscribe") handle future_response_subscribe(handle);
WASI_IMPORT(HTTP, "[resource-drop]future-incoming-response") void future_response_drop(handle);
WASI_IMPORT(HTTP, "[method]incoming-response.status") int32_t incoming_response_status(handle);
WASI_IMPORT(HTTP, "[method]incoming-response.consume") void incoming_response_consume(handle, result_handle *);
WASI_IMPORT(HTTP, "[resource-drop]incoming-response") void incoming_response_drop(handle);

// wasi:http/outgoing-handler: result<own<future-incoming-response>, error-code>
typedef struct { _Alignas(8) uint8_t error; uint8_t pad[7]; union { handle future; uint8_t code; } value; uint8_t code_payload[28]; } result_future;
WASI_IMPORT("wasi:http/outgoing-handler", "handle")
void outgoing_handler_handle(handle request, int32_t some_options, handle options, result_future *);

// wasi:io
#define STREAMS "wasi:io/streams"
WASI_IMPORT(STREAMS, "[method]output-stream.check-write") void output_check_write(handle, result_size *);
WASI_IMPORT(STREAMS, "[method]output-stream.write") void output_write(handle, const void *, size_t, result_stream *);
WASI_IMPORT(STREAMS, "[method]output-stream.blocking-write-and-flush") void output_write_and_flush(handle, const void *, size_t, result_stream *);
WASI_IMPORT(STREAMS, "[method]output-stream.blocking-flush") void output_flush(handle, result_stream *);
WASI_IMPORT(STREAMS, "[method]output-stream.subscribe") handle output_subscribe(handle);
WASI_IMPORT(STREAMS, "[method]output-stream.blocking-splice") void output_splice(handle, handle source, uint64_t length, result_size *);
WASI_IMPORT(STREAMS, "[resource-drop]output-stream") void output_drop(handle);
WASI_IMPORT(STREAMS, "[method]input-stream.blocking-read") void input_read(handle, uint64_t, result_bytes *);
WASI_IMPORT(STREAMS, "[resource-drop]input-stream") void input_drop(handle);

WASI_IMPORT("wasi:io/poll", "[method]pollable.block") void pollable_block(handle);
WASI_IMPORT("wasi:io/poll", "[resource-drop]pollable") void pollable_drop(handle);

// wasi:clocks, wasi:random, wasi:cli
WASI_IMPORT("wasi:clocks/monotonic-clock", "subscribe-duration") handle clock_subscribe_duration(int64_t nanoseconds);
WASI_IMPORT("wasi:clocks/monotonic-clock", "now") int64_t clock_now(void);
WASI_IMPORT("wasi:random/random", "get-random-u64") int64_t random_u64(void);
typedef struct { string name, value; } environment_variable;
typedef struct { const environment_variable *at; size_t length; } environment_list;
WASI_IMPORT("wasi:cli/environment", "get-environment") void environment_get(environment_list *);
WASI_IMPORT("wasi:cli/stdout", "get-stdout") handle stdout_get(void);
WASI_IMPORT("wasi:cli/stderr", "get-stderr") handle stderr_get(void);

// wasi:filesystem
typedef struct { handle descriptor; string path; } preopen;
typedef struct { const preopen *at; size_t length; } preopen_list;
WASI_IMPORT("wasi:filesystem/preopens", "get-directories") void preopens_get(preopen_list *);
#define FILES "wasi:filesystem/types"
WASI_IMPORT(FILES, "[method]descriptor.open-at")
void descriptor_open_at(handle, int32_t path_flags, const char *, size_t, int32_t open_flags, int32_t flags, result_handle *);
WASI_IMPORT(FILES, "[method]descriptor.read-via-stream") void descriptor_read_via_stream(handle, int64_t offset, result_handle *);
WASI_IMPORT(FILES, "[method]descriptor.write-via-stream") void descriptor_write_via_stream(handle, int64_t offset, result_handle *);
WASI_IMPORT(FILES, "[resource-drop]descriptor") void descriptor_drop(handle);
