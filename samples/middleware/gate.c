// Lets requests pass that hold the key API_KEY in their header x-api-key, and answers 401 to all others.
#include "steps.h"

#define HTTP "wasi:http/types@0.3.0"
#define HANDLER "wasi:http/handler@0.3.0"
IMPORT(HTTP, "[constructor]fields") handle fields_new(void);
IMPORT(HTTP, "[method]fields.get") void fields_get(handle, const char *, size_t, void *);
IMPORT(HTTP, "[resource-drop]fields") void fields_drop(handle);
IMPORT(HTTP, "[method]request.get-headers") handle request_headers(handle);
IMPORT(HTTP, "[resource-drop]request") void request_drop(handle);
IMPORT(HTTP, "[static]response.new") void response_new(handle headers, int32_t some, handle contents, handle trailers, handle *);
IMPORT(HTTP, "[method]response.set-status-code") int32_t response_set_status(handle, int32_t);
IMPORT(HTTP, "[future-new-1][static]response.new") uint64_t trailers_new(void);
IMPORT(HTTP, "[async-lower][future-write-1][static]response.new") uint32_t trailers_write(handle, const void *);
IMPORT(HTTP, "[future-drop-writable-1][static]response.new") void trailers_end(handle);
IMPORT(HTTP, "[future-drop-readable-2][static]response.new") void sent_drop(handle);
IMPORT("wasi:cli/environment@0.3.0", "get-environment") void environment_get(void *);
IMPORT(HANDLER, "[async-lower]handle") uint32_t next(handle request, void *result);
IMPORT("[export]" HANDLER, "[task-return]handle")
void handle_return(int32_t is_error, int32_t response_or_code, int32_t, int64_t, int32_t, int32_t, int32_t, int32_t);
IMPORT("[export]$root", "[task-cancel]") void task_cancel(void);
IMPORT("$root", "[subtask-cancel]") uint32_t subtask_cancel(handle);

// One request. An instance works on many, and keeps one of these for each.
typedef struct work work;
struct work { STEPS; int (*step)(work *); handle request, trailers; uint64_t answer[8]; int used; };
static work works[64];

typedef struct { const string *at; size_t length; } strings;
typedef struct { const struct { string name, value; } *at; size_t length; } variables;
static const uint64_t no_trailers[8]; // ok(none)

static int is_same(string a, string b) {
    size_t same = 0;
    while (same < a.length && a.length == b.length && a.at[same] == b.at[same]) same++;
    return same == b.length;
}

static int has_key(handle headers) {
    static const string name = { "API_KEY", 7 };
    strings given;
    variables environment;
    fields_get(headers, NAME("x-api-key"), &given);
    environment_get(&environment);
    for (size_t i = 0; i < environment.length; i++) {
        if (is_same(environment.at[i].name, name)) return given.length == 1 && is_same(given.at[0], environment.at[i].value);
    }
    return 0;
}

// The request goes on as it came, and the response goes back as it is.
static int pass(work *w) {
    BEGIN
    {
        handle request = w->request;
        w->request = 0;
        AWAIT_CALL(next(request, w->answer));
    }
    END
    int is_error = *(uint8_t *)&w->answer[0];
    // Every detail of an error is optional.
    handle_return(is_error, is_error ? *(uint8_t *)&w->answer[1] : (handle)w->answer[1], 0, 0, 0, 0, 0, 0);
    return 1;
}

static int refuse(work *w) {
    BEGIN
    {
        uint64_t trailers = trailers_new();
        handle made[2];
        w->trailers = HIGH(trailers);
        response_new(fields_new(), 0, 0, LOW(trailers), made);
        sent_drop(made[1]);
        response_set_status(made[0], 401);
        handle_return(0, made[0], 0, 0, 0, 0, 0, 0);
    }
    AWAIT(w->trailers, trailers_write(w->trailers, no_trailers));
    trailers_end(w->trailers);
    END
    return 1;
}

static int32_t end(work *w) {
    if (w->request) request_drop(w->request);
    w->used = 0;
    return CALLBACK_EXIT;
}

static int32_t go_on(work *w) {
    if (w->step(w)) return end(w);
    waitable_join(w->pending, w->set);
    return CALLBACK_WAIT | w->set << 4;
}

EXPORT("[async-lift]" HANDLER "#handle")
int32_t handle_request(handle request) {
    work *w = works;
    while (w->used) if (++w == works + 64) __builtin_trap();
    *w = (work){ .set = w->set ? w->set : waitable_set_new(), .request = request, .used = 1 };
    context_set((int32_t)(uintptr_t)w);
    guest_heap_used = 0; // what the host hands over is not kept from one turn to the next
    handle headers = request_headers(request);
    w->step = has_key(headers) ? pass : refuse;
    fields_drop(headers);
    return go_on(w);
}

EXPORT("[callback][async-lift]" HANDLER "#handle")
int32_t handle_callback(int32_t event, int32_t waitable, int32_t code) {
    work *w = (work *)(uintptr_t)context_get();
    if (event == EVENT_CANCEL) {
        waitable_join(w->pending, 0);
        if (w->is_call) {
            subtask_cancel(w->pending);
            subtask_drop(w->pending);
        }
        task_cancel();
        return end(w);
    }
    if (event == EVENT_SUBTASK && code == STATE_STARTED) return CALLBACK_WAIT | w->set << 4;
    waitable_join(waitable, 0);
    if (event == EVENT_SUBTASK) subtask_drop(waitable);
    w->code = (uint32_t)code;
    return go_on(w);
}
