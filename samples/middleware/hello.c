// Answers with a greeting, by wasi:http/handler of WASI 0.3.
#include "steps.h"

#define HTTP "wasi:http/types@0.3.0"
IMPORT(HTTP, "[constructor]fields") handle fields_new(void);
IMPORT(HTTP, "[resource-drop]request") void request_drop(handle);
IMPORT(HTTP, "[static]response.new") void response_new(handle headers, int32_t some, handle contents, handle trailers, handle *);
IMPORT(HTTP, "[stream-new-0][static]response.new") uint64_t contents_new(void);
IMPORT(HTTP, "[async-lower][stream-write-0][static]response.new") uint32_t contents_write(handle, const void *, size_t);
IMPORT(HTTP, "[stream-drop-writable-0][static]response.new") void contents_end(handle);
IMPORT(HTTP, "[future-new-1][static]response.new") uint64_t trailers_new(void);
IMPORT(HTTP, "[async-lower][future-write-1][static]response.new") uint32_t trailers_write(handle, const void *);
IMPORT(HTTP, "[future-drop-writable-1][static]response.new") void trailers_end(handle);
IMPORT(HTTP, "[future-drop-readable-2][static]response.new") void sent_drop(handle);
IMPORT("[export]wasi:http/handler@0.3.0", "[task-return]handle")
void handle_return(int32_t is_error, int32_t response_or_code, int32_t, int64_t, int32_t, int32_t, int32_t, int32_t);
IMPORT("[export]$root", "[task-cancel]") void task_cancel(void);

// One request. An instance works on many, and keeps one of these for each.
typedef struct { STEPS; handle contents, trailers; int used; } work;
static work works[64];

static const char greeting[] = "Hello from behind the gate\n";
static const uint64_t no_trailers[8]; // ok(none)

static int answer(work *w) {
    BEGIN
    {
        uint64_t contents = contents_new(), trailers = trailers_new();
        handle made[2];
        w->contents = HIGH(contents);
        w->trailers = HIGH(trailers);
        response_new(fields_new(), 1, LOW(contents), LOW(trailers), made);
        sent_drop(made[1]);
        handle_return(0, made[0], 0, 0, 0, 0, 0, 0);
    }
    AWAIT(w->contents, contents_write(w->contents, greeting, sizeof greeting - 1));
    contents_end(w->contents);
    AWAIT(w->trailers, trailers_write(w->trailers, no_trailers));
    trailers_end(w->trailers);
    END
    return 1;
}

static int32_t go_on(work *w) {
    if (answer(w)) {
        w->used = 0;
        return CALLBACK_EXIT;
    }
    waitable_join(w->pending, w->set);
    return CALLBACK_WAIT | w->set << 4;
}

EXPORT("[async-lift]wasi:http/handler@0.3.0#handle")
int32_t handle_request(handle request) {
    work *w = works;
    while (w->used) if (++w == works + 64) __builtin_trap();
    *w = (work){ .set = w->set ? w->set : waitable_set_new(), .used = 1 };
    context_set((int32_t)(uintptr_t)w);
    request_drop(request);
    return go_on(w);
}

EXPORT("[callback][async-lift]wasi:http/handler@0.3.0#handle")
int32_t handle_callback(int32_t event, int32_t waitable, int32_t code) {
    work *w = (work *)(uintptr_t)context_get();
    waitable_join(event == EVENT_CANCEL ? w->pending : waitable, 0);
    if (event == EVENT_CANCEL) {
        w->used = 0;
        task_cancel();
        return CALLBACK_EXIT;
    }
    w->code = (uint32_t)code;
    return go_on(w);
}
