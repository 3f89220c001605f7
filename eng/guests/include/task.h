// What C guests of WASI 0.3 share: the built-ins of the async canonical ABI, declared by hand, and memory for what the host hands over.
//
// A stream or future is an i32 handle of one of its ends. Reading and writing give BLOCKED, or how many elements went and whether the
// other end is still there. A function that is lowered async gives a state, and a subtask to wait for if it has not returned.
#pragma once

#include <stddef.h>
#include <stdint.h>

#define IMPORT(interface, name) __attribute__((import_module(interface), import_name(name))) extern
#define EXPORT(name) __attribute__((export_name(name)))

typedef int32_t handle;
typedef struct { const char *at; size_t length; } string;

#define BLOCKED 0xffffffffu
enum { COMPLETED, DROPPED, CANCELLED };
enum { STATE_STARTING, STATE_STARTED, STATE_RETURNED };
enum { EVENT_NONE, EVENT_SUBTASK, EVENT_STREAM_READ, EVENT_STREAM_WRITE, EVENT_FUTURE_READ, EVENT_FUTURE_WRITE, EVENT_CANCEL };
enum { CALLBACK_EXIT, CALLBACK_YIELD, CALLBACK_WAIT };

IMPORT("$root", "[waitable-set-new]") handle waitable_set_new(void);
IMPORT("$root", "[waitable-set-wait]") int32_t waitable_set_wait(handle, uint32_t *payload);
IMPORT("$root", "[waitable-join]") void waitable_join(handle waitable, handle set);
IMPORT("$root", "[subtask-drop]") void subtask_drop(handle);
IMPORT("$root", "[context-get-0]") int32_t context_get(void);
IMPORT("$root", "[context-set-0]") void context_set(int32_t);

#ifndef GUEST_HEAP_BYTES
#define GUEST_HEAP_BYTES (1 << 18)
#endif

static unsigned char guest_heap[GUEST_HEAP_BYTES];
static size_t guest_heap_used;

// A bump allocator. A guest that serves many requests takes it back when none is under way.
EXPORT("cabi_realloc")
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

// Waits for what reading or writing began, on the guest's own stack.
static inline uint32_t wait_for(handle end, uint32_t code) {
    static handle set;
    uint32_t payload[2];
    if (code != BLOCKED) return code;
    if (!set) set = waitable_set_new();
    waitable_join(end, set);
    waitable_set_wait(set, payload);
    waitable_join(end, 0);
    return payload[1];
}

// Waits for a call that was lowered async.
static inline void wait_for_call(uint32_t state) {
    handle subtask = (handle)(state >> 4);
    if ((state & 15) == STATE_RETURNED) return;
    static handle set;
    uint32_t payload[2];
    if (!set) set = waitable_set_new();
    waitable_join(subtask, set);
    do waitable_set_wait(set, payload); while (payload[1] != STATE_RETURNED);
    waitable_join(subtask, 0);
    subtask_drop(subtask);
}
