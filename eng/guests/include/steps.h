// How a guest of WASI 0.3 works on many requests by the callback ABI: what is done for one is a function that goes on where it was.
//
// Such a function takes a pointer `w` to a structure with the members of STEPS, and returns 0 when it has to wait for `pending`; it is
// called again with what came of that in `code`.
#pragma once

#include "task.h"

#define STEPS handle set, pending; uint32_t code; int point, is_call

// Reads, writes or calls, and goes on after that with what came of it in `code`, at once or when it is there.
#define BEGIN switch (w->point) { case 0:
#define AWAIT(waitable, value) do { \
    w->point = __LINE__; w->code = (value); \
    if (w->code == BLOCKED) { w->pending = (waitable); w->is_call = 0; return 0; } \
    case __LINE__:; } while (0)
#define AWAIT_CALL(state) do { \
    w->point = __LINE__; w->code = (state); \
    if ((w->code & 15) != STATE_RETURNED) { w->pending = (handle)(w->code >> 4); w->is_call = 1; return 0; } \
    case __LINE__:; } while (0)
#define END }

#define LOW(pair) ((handle)(pair))
#define HIGH(pair) ((handle)((pair) >> 32))
#define NAME(text) text, text_length(text)
