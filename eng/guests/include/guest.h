// What every C guest here shares: memory for the values that the host hands over, and a response in three calls.
#pragma once

#include "wasi.h"

#ifndef GUEST_HEAP_BYTES
#define GUEST_HEAP_BYTES (1 << 16)
#endif

static unsigned char guest_heap[GUEST_HEAP_BYTES];
static size_t guest_heap_used;

// A bump allocator: an instance serves one request, so nothing needs to be given back one by one.
GUEST_EXPORT("cabi_realloc")
void *cabi_realloc(void *old, size_t old_size, size_t alignment, size_t size) {
    size_t start = (guest_heap_used + alignment - 1) & ~(alignment - 1);
    if (start + size > sizeof guest_heap) __builtin_trap();
    guest_heap_used = start + size;
    unsigned char *fresh = guest_heap + start;
    for (size_t i = 0; i < old_size; i++) fresh[i] = ((unsigned char *)old)[i];
    return fresh;
}

static inline size_t text_length(const char *text) {
    size_t length = 0;
    while (text[length]) length++;
    return length;
}

typedef struct { handle body, stream; } response_writer;

// Sends the head and opens the body. Takes ownership of the headers.
static inline response_writer response_start_with(handle outparam, int status, handle headers) {
    result_handle opened;
    response_writer writer;
    handle response = response_new(headers);
    response_set_status(response, status);
    response_body(response, &opened);
    writer.body = opened.value;
    outgoing_body_write(writer.body, &opened);
    writer.stream = opened.value;
    response_outparam_set(outparam, 0, response, 0, 0, 0, 0, 0, 0);
    return writer;
}

static inline response_writer response_start(handle outparam, int status) {
    any_result ignored;
    handle headers = fields_new();
    fields_append(headers, "content-type", 12, "text/plain", 10, &ignored);
    return response_start_with(outparam, status, headers);
}

// Writes everything, in the pieces that blocking-write-and-flush takes; 0 when the client has gone.
static inline int response_write(response_writer writer, const void *data, size_t length) {
    const uint8_t *at = data;
    while (length > 0) {
        result_stream result;
        size_t piece = length < 4096 ? length : 4096;
        output_write_and_flush(writer.stream, at, piece, &result);
        if (result.error) return 0;
        at += piece;
        length -= piece;
    }
    return 1;
}

static inline int response_text(response_writer writer, const char *text) {
    return response_write(writer, text, text_length(text));
}

static inline void response_end(response_writer writer) {
    any_result ignored;
    output_drop(writer.stream);
    outgoing_body_finish(writer.body, 0, 0, &ignored);
}
