// Stands before another component: adds a header to the request and one to the response, and lets the bodies pass.
//
// It knows its place from the headers x-place that those before it have added: the outermost finds none and is number 1. To a request with
// its number in the header x-stop it answers itself, and with its number in x-trap it traps. Its header of the response, x-way, is its
// number, a colon, and how many environment variables it sees.
#include "steps.h"

#define V "@0.3.0"
#define HTTP "wasi:http/types" V
IMPORT(HTTP, "[method]fields.clone") handle fields_clone(handle);
IMPORT(HTTP, "[constructor]fields") handle fields_new(void);
IMPORT(HTTP, "[method]fields.get") void fields_get(handle, const char *, size_t, void *);
IMPORT(HTTP, "[method]fields.append") void fields_append(handle, const char *, size_t, const char *, size_t, void *);
IMPORT(HTTP, "[resource-drop]fields") void fields_drop(handle);
IMPORT(HTTP, "[method]request.get-method") void request_method(handle, void *);
IMPORT(HTTP, "[method]request.set-method") int32_t request_set_method(handle, int32_t, const char *, size_t);
IMPORT(HTTP, "[method]request.get-path-with-query") void request_path(handle, void *);
IMPORT(HTTP, "[method]request.set-path-with-query") int32_t request_set_path(handle, int32_t, const char *, size_t);
IMPORT(HTTP, "[method]request.get-scheme") void request_scheme(handle, void *);
IMPORT(HTTP, "[method]request.set-scheme") int32_t request_set_scheme(handle, int32_t, int32_t, const char *, size_t);
IMPORT(HTTP, "[method]request.get-authority") void request_authority(handle, void *);
IMPORT(HTTP, "[method]request.set-authority") int32_t request_set_authority(handle, int32_t, const char *, size_t);
IMPORT(HTTP, "[method]request.get-headers") handle request_headers(handle);
IMPORT(HTTP, "[resource-drop]request") void request_drop(handle);
IMPORT(HTTP, "[static]request.consume-body") void request_consume(handle, handle verdict, void *);
IMPORT(HTTP, "[future-new-0][static]request.consume-body") uint64_t request_verdict_new(void);
IMPORT(HTTP, "[async-lower][future-write-0][static]request.consume-body") uint32_t request_verdict_put(handle, const void *);
IMPORT(HTTP, "[future-drop-writable-0][static]request.consume-body") void request_verdict_end(handle);
IMPORT(HTTP, "[static]request.new") void request_new(handle headers, int32_t some, handle contents, handle trailers, int32_t, handle, void *);
IMPORT(HTTP, "[future-drop-readable-2][static]request.new") void request_sent_drop(handle);
IMPORT(HTTP, "[method]response.get-status-code") int32_t response_status(handle);
IMPORT(HTTP, "[method]response.set-status-code") int32_t response_set_status(handle, int32_t);
IMPORT(HTTP, "[method]response.get-headers") handle response_headers(handle);
IMPORT(HTTP, "[static]response.consume-body") void response_consume(handle, handle verdict, void *);
IMPORT(HTTP, "[future-new-0][static]response.consume-body") uint64_t response_verdict_new(void);
IMPORT(HTTP, "[async-lower][future-write-0][static]response.consume-body") uint32_t response_verdict_put(handle, const void *);
IMPORT(HTTP, "[future-drop-writable-0][static]response.consume-body") void response_verdict_end(handle);
IMPORT(HTTP, "[static]response.new") void response_new(handle headers, int32_t some, handle contents, handle trailers, void *);
IMPORT(HTTP, "[future-new-1][static]response.new") uint64_t trailers_new(void);
IMPORT(HTTP, "[async-lower][future-write-1][static]response.new") uint32_t trailers_put(handle, const void *);
IMPORT(HTTP, "[future-drop-writable-1][static]response.new") void trailers_end(handle);
IMPORT(HTTP, "[future-drop-readable-2][static]response.new") void response_sent_drop(handle);
IMPORT("wasi:http/handler" V, "[async-lower]handle") uint32_t next_begin(handle request, void *);
IMPORT("wasi:cli/environment" V, "get-environment") void environment_get(void *);
IMPORT("[export]wasi:http/handler" V, "[task-return]handle")
void handle_return(int32_t is_error, int32_t response_or_code, int32_t, int64_t, int32_t, int32_t, int32_t, int32_t);
IMPORT("[export]$root", "[task-cancel]") void task_cancel(void);
IMPORT("$root", "[subtask-cancel]") uint32_t subtask_cancel(handle);

#define WORKS 64

typedef struct {
    STEPS;
    handle request, verdict, response_verdict;
    uint64_t answer[8];
    char place;
    int used;
} work;

static work works[WORKS];
static union { uint32_t words[8]; uint8_t bytes[32]; uint64_t align; } result, body;
static const uint64_t nothing[8];
static char way[] = "0:0";

static string text_at(int word) { return (string){ (const char *)(uintptr_t)result.words[word], result.words[word + 1] }; }

// Whether a header of the request is this place's number.
static int is_asked(handle headers, const char *name, char place) {
    fields_get(headers, NAME(name), &result);
    return result.words[1] == 1 && *((const string *)(uintptr_t)result.words[0])->at == place;
}

// The same request to send on, with one header more. The old one is used up.
static handle request_with_place(work *w, handle headers) {
    handle old = w->request;
    uint64_t verdict = request_verdict_new();
    fields_append(headers, NAME("x-place"), &w->place, 1, &result);
    struct { int32_t kind; string text; } method, path, scheme, authority;
    int32_t has_scheme;
    request_method(old, &result);
    method.kind = result.bytes[0], method.text = text_at(1);
    request_path(old, &result);
    path.kind = result.bytes[0], path.text = text_at(1);
    request_authority(old, &result);
    authority.kind = result.bytes[0], authority.text = text_at(1);
    request_scheme(old, &result);
    has_scheme = result.bytes[0], scheme.kind = result.bytes[4], scheme.text = text_at(2);

    w->verdict = HIGH(verdict);
    w->request = 0;
    request_consume(old, LOW(verdict), &body);
    request_new(headers, 1, (handle)body.words[0], (handle)body.words[1], 0, 0, &result);
    handle request = (handle)result.words[0];
    request_sent_drop((handle)result.words[1]);
    request_set_method(request, method.kind, method.text.at, method.text.length);
    request_set_path(request, path.kind, path.text.at, path.text.length);
    request_set_authority(request, authority.kind, authority.text.at, authority.text.length);
    request_set_scheme(request, has_scheme, scheme.kind, scheme.text.at, scheme.text.length);
    return request;
}

// The same response with one header more. The old one is used up.
static handle response_with_way(work *w, handle old) {
    handle old_headers = response_headers(old), headers = fields_clone(old_headers);
    fields_drop(old_headers);
    environment_get(&result);
    way[0] = w->place;
    way[2] = (char)('0' + result.words[1]);
    fields_append(headers, NAME("x-way"), NAME(way), &result);
    int32_t status = response_status(old);
    uint64_t verdict = response_verdict_new();
    w->response_verdict = HIGH(verdict);
    response_consume(old, LOW(verdict), &body);
    response_new(headers, 1, (handle)body.words[0], (handle)body.words[1], &result);
    handle response = (handle)result.words[0];
    response_sent_drop((handle)result.words[1]);
    response_set_status(response, status);
    return response;
}

// Answers without those behind it: 403, and no contents.
static int stop(work *w) {
    BEGIN
    {
        uint64_t trailers = trailers_new();
        w->verdict = HIGH(trailers);
        handle headers = fields_new();
        fields_append(headers, NAME("x-stopped-by"), &w->place, 1, &result);
        response_new(headers, 0, 0, LOW(trailers), &result);
        handle response = (handle)result.words[0];
        response_sent_drop((handle)result.words[1]);
        response_set_status(response, 403);
        handle_return(0, response, 0, 0, 0, 0, 0, 0);
    }
    AWAIT(w->verdict, trailers_put(w->verdict, nothing));
    trailers_end(w->verdict);
    END
    return 1;
}

static int pass(work *w) {
    BEGIN
    {
        handle old_headers = request_headers(w->request), headers = fields_clone(old_headers);
        fields_drop(old_headers);
        AWAIT_CALL(next_begin(request_with_place(w, headers), w->answer));
    }
    if (*(uint8_t *)w->answer) {
        // Every detail of an error is optional.
        handle_return(1, *(uint8_t *)&w->answer[1], 0, 0, 0, 0, 0, 0);
    } else {
        handle_return(0, response_with_way(w, (handle)(uint32_t)w->answer[1]), 0, 0, 0, 0, 0, 0);
        AWAIT(w->response_verdict, response_verdict_put(w->response_verdict, nothing));
        response_verdict_end(w->response_verdict);
    }
    AWAIT(w->verdict, request_verdict_put(w->verdict, nothing));
    request_verdict_end(w->verdict);
    END
    return 1;
}

static int32_t end(work *w) {
    if (w->request) request_drop(w->request);
    w->used = 0;
    return CALLBACK_EXIT;
}

static int32_t go_on(work *w) {
    if (w->used == 1 ? pass(w) : stop(w)) return end(w);
    waitable_join(w->pending, w->set);
    return CALLBACK_WAIT | w->set << 4;
}

EXPORT("[async-lift]wasi:http/handler" V "#handle")
int32_t handle_request(handle request) {
    work *w = 0;
    for (int i = 0; i < WORKS && !w; i++) if (!works[i].used) w = &works[i];
    if (!w) __builtin_trap();
    handle set = w->set ? w->set : waitable_set_new();
    guest_heap_used = 0;
    handle headers = request_headers(request);
    fields_get(headers, NAME("x-place"), &result);
    *w = (work){ .set = set, .request = request, .place = (char)('1' + result.words[1]), .used = 1 };
    if (is_asked(headers, "x-stop", w->place)) w->used = 2;
    if (is_asked(headers, "x-trap", w->place)) __builtin_trap();
    fields_drop(headers);
    context_set((int32_t)(uintptr_t)w);
    return go_on(w);
}

EXPORT("[callback][async-lift]wasi:http/handler" V "#handle")
int32_t handle_callback(int32_t event, int32_t first, int32_t second) {
    work *w = (work *)(uintptr_t)context_get();
    guest_heap_used = 0;
    if (event == EVENT_CANCEL) {
        waitable_join(w->pending, 0);
        if (w->is_call) {
            subtask_cancel(w->pending);
            subtask_drop(w->pending);
        }
        task_cancel();
        return end(w);
    }
    if (event == EVENT_SUBTASK && second == STATE_STARTED) return CALLBACK_WAIT | w->set << 4;
    waitable_join(first, 0);
    if (event == EVENT_SUBTASK) subtask_drop(first);
    w->code = (uint32_t)second;
    return go_on(w);
}
