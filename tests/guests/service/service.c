// Answers requests of WASI 0.3, many at once on one instance, by the callback ABI. The path says what to do; the table at the end lists
// them. Each request has a place in `works`, and runs until it has to wait: then the callback goes on where it was.
#include "steps.h"

#ifndef V
#define V "@0.3.0"
#endif
#define HTTP "wasi:http/types" V
IMPORT(HTTP, "[constructor]fields") handle fields_new(void);
IMPORT(HTTP, "[method]fields.append") void fields_append(handle, const char *, size_t, const char *, size_t, void *);
IMPORT(HTTP, "[resource-drop]fields") void fields_drop(handle);
IMPORT(HTTP, "[method]request.get-path-with-query") void request_path(handle, void *);
IMPORT(HTTP, "[method]request.get-headers") handle request_headers(handle);
IMPORT(HTTP, "[method]fields.get") void fields_get(handle, const char *, size_t, void *);
IMPORT(HTTP, "[resource-drop]request") void request_drop(handle);
IMPORT(HTTP, "[static]request.consume-body") void request_consume(handle, handle verdict, void *);
IMPORT(HTTP, "[future-new-0][static]request.consume-body") uint64_t verdict_new(void);
IMPORT(HTTP, "[async-lower][future-write-0][static]request.consume-body") uint32_t verdict_put(handle, const void *);
IMPORT(HTTP, "[future-drop-writable-0][static]request.consume-body") void verdict_end(handle);
IMPORT(HTTP, "[async-lower][stream-read-1][static]request.consume-body") uint32_t body_take(handle, void *, size_t);
IMPORT(HTTP, "[stream-drop-readable-1][static]request.consume-body") void body_drop(handle);
IMPORT(HTTP, "[future-drop-readable-2][static]request.consume-body") void trailers_drop(handle);
IMPORT(HTTP, "[static]response.new") void response_new(handle headers, int32_t some, handle contents, handle trailers, void *);
IMPORT(HTTP, "[stream-new-0][static]response.new") uint64_t bytes_new(void);
IMPORT(HTTP, "[async-lower][stream-write-0][static]response.new") uint32_t bytes_put(handle, const void *, size_t);
IMPORT(HTTP, "[stream-drop-writable-0][static]response.new") void bytes_end(handle);
IMPORT(HTTP, "[future-new-1][static]response.new") uint64_t trailers_new(void);
IMPORT(HTTP, "[async-lower][future-write-1][static]response.new") uint32_t trailers_put(handle, const void *);
IMPORT(HTTP, "[future-drop-writable-1][static]response.new") void trailers_end(handle);
IMPORT(HTTP, "[future-drop-readable-2][static]response.new") void sent_drop(handle);
IMPORT(HTTP, "[method]response.set-status-code") int32_t response_set_status(handle, int32_t);
IMPORT(HTTP, "[method]response.get-status-code") int32_t response_status(handle);
IMPORT(HTTP, "[resource-drop]response") void response_drop(handle);
IMPORT(HTTP, "[static]request.new") void request_new(handle headers, int32_t, handle, handle trailers, int32_t, handle, void *);
IMPORT(HTTP, "[method]request.set-authority") int32_t request_set_authority(handle, int32_t, const char *, size_t);
IMPORT(HTTP, "[method]request.set-path-with-query") int32_t request_set_path(handle, int32_t, const char *, size_t);
IMPORT(HTTP, "[method]request.set-scheme") int32_t request_set_scheme(handle, int32_t, int32_t, const char *, size_t);
IMPORT(HTTP, "[future-drop-readable-2][static]request.new") void request_sent_drop(handle);
IMPORT("wasi:http/client" V, "[async-lower]send") uint32_t client_begin_send(handle, void *);
IMPORT("wasi:sockets/types" V, "[static]tcp-socket.create") void tcp_create(int32_t family, void *);
IMPORT("wasi:sockets/types" V, "[async-lower][method]tcp-socket.connect") uint32_t tcp_begin_connect(const void *parameters, void *);
IMPORT("wasi:sockets/types" V, "[resource-drop]tcp-socket") void tcp_drop(handle);
IMPORT("wasi:clocks/monotonic-clock" V, "[async-lower]wait-for") uint32_t clock_begin_wait(uint64_t);
IMPORT("[export]wasi:http/handler" V, "[task-return]handle")
void handle_return(int32_t is_error, int32_t response_or_code, int32_t, int64_t, int32_t, int32_t, int32_t, int32_t);
IMPORT("[export]$root", "[task-cancel]") void task_cancel(void);
IMPORT("$root", "[subtask-cancel]") uint32_t subtask_cancel(handle);

#define WORKS 4096
#define PIECE 16384
#define LOOP_DETECTED 36 // the case of wasi:http's error-code

enum { WAITS, OVER, YIELDS };

typedef struct work work;
struct work {
    int (*step)(work *);    // goes on from `point`: whether it is over, has to wait for `pending`, or only lets others have a turn
    STEPS;
    handle request, contents, trailers, body, verdict;
    uint32_t at, length, rounds;
    uint64_t answer[8];
    char *buffer, text[64];
};

static work works[WORKS];
static char buffers[16][PIECE];
static int buffers_used[16];
static int free_works[WORKS], free_count, most_works, under_way, most_under_way, total;
static union { uint64_t words[8]; uint8_t bytes[64]; } result;
#define WORD(at) (*(uint32_t *)(void *)&result.bytes[at])
static const uint64_t nothing[8];

static int then(work *w, int (*step)(work *)) {
    w->step = step;
    w->point = 0;
    return step(w);
}

static void set_text(work *w, const char *text) {
    for (w->length = 0; text[w->length]; w->length++) w->text[w->length] = text[w->length];
}

static void set_number(work *w, uint32_t number) {
    char digits[12];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + number % 10); while ((number /= 10) != 0);
    for (w->length = 0; at < sizeof digits; at++) w->text[w->length++] = digits[at];
}

// Returns a response with these contents and trailers.
static void answer(int status, const char *content_length, size_t digits, handle contents, handle trailers) {
    handle headers = fields_new();
    fields_append(headers, NAME("content-type"), NAME("text/plain"), &result);
    if (digits) fields_append(headers, NAME("content-length"), content_length, digits, &result);
    response_new(headers, 1, contents, trailers, &result);
    handle response = (handle)WORD(0);
    sent_drop((handle)WORD(4));
    response_set_status(response, status);
    handle_return(0, response, 0, 0, 0, 0, 0, 0);
}

// Returns a response whose body is to be written.
static void open_answer(work *w, int status, const char *content_length, size_t digits) {
    uint64_t contents = bytes_new(), trailers = trailers_new();
    w->contents = HIGH(contents);
    w->trailers = HIGH(trailers);
    answer(status, content_length, digits, LOW(contents), LOW(trailers));
}

static int end_answer(work *w) {
    BEGIN
    bytes_end(w->contents);
    AWAIT(w->trailers, trailers_put(w->trailers, w->answer));
    trailers_end(w->trailers);
    END
    return 1;
}

static int finish(work *w) {
    for (size_t i = 0; i < 8; i++) w->answer[i] = 0;
    return then(w, end_answer);
}

static int send_text(work *w) {
    BEGIN
    {
        work number = { 0 };
        set_number(&number, w->length);
        open_answer(w, 200, number.text, number.length);
    }
    for (w->at = 0; w->at < w->length; w->at += w->code >> 4) {
        AWAIT(w->contents, bytes_put(w->contents, w->text + w->at, w->length - w->at));
        if (w->code & 15) break;
    }
    END
    return finish(w);
}

static int say(work *w, const char *text) {
    set_text(w, text);
    return then(w, send_text);
}

static int say_number(work *w, uint32_t number) {
    set_number(w, number);
    return then(w, send_text);
}

// ---- what the paths do -----------------------------------------------------------------------------------------

static int hello(work *w) { return say(w, "Hello from a task!\n"); }

static int count(work *w) { return say_number(w, (uint32_t)total); }

static int most(work *w) { return say_number(w, (uint32_t)most_under_way); }

static int wait(work *w) {
    BEGIN
    AWAIT_CALL(clock_begin_wait(100000000));
    END
    return say(w, "waited\n");
}

static int never(work *w) {
    BEGIN
    AWAIT_CALL(clock_begin_wait(UINT64_MAX));
    END
    return 1;
}

// What the middleware before it wrote into the header x-place, one after the other.
static int places(work *w) {
    handle headers = request_headers(w->request);
    fields_get(headers, NAME("x-place"), &result);
    const string *values = (const string *)(uintptr_t)WORD(0);
    w->length = 0;
    for (size_t i = 0; i < WORD(4) && i < sizeof w->text; i++) w->text[w->length++] = *values[i].at;
    fields_drop(headers);
    return then(w, send_text);
}

// The request's stream and trailers become the response's: the bytes do not come here.
static int echo(work *w) {
    BEGIN
    {
        uint64_t verdict = verdict_new();
        w->verdict = HIGH(verdict);
        request_consume(w->request, LOW(verdict), &result);
        w->request = 0;
        answer(200, 0, 0, (handle)WORD(0), (handle)WORD(4));
    }
    AWAIT(w->verdict, verdict_put(w->verdict, nothing));
    verdict_end(w->verdict);
    END
    return 1;
}

// Reads the request's body and writes it again, piece by piece.
static int copy(work *w) {
    BEGIN
    for (size_t i = 0; i < 16 && !w->buffer; i++) {
        if (!buffers_used[i]) { buffers_used[i] = 1; w->buffer = buffers[i]; }
    }
    if (!w->buffer) __builtin_trap();
    {
        uint64_t verdict = verdict_new();
        w->verdict = HIGH(verdict);
        request_consume(w->request, LOW(verdict), &result);
        w->request = 0;
        w->body = (handle)WORD(0);
        trailers_drop((handle)WORD(4));
        open_answer(w, 200, 0, 0);
    }
    for (;;) {
        AWAIT(w->body, body_take(w->body, w->buffer, PIECE));
        w->length = w->code >> 4;
        w->rounds = w->code & 15;
        for (w->at = 0; w->at < w->length; w->at += w->code >> 4) {
            AWAIT(w->contents, bytes_put(w->contents, w->buffer + w->at, w->length - w->at));
            if (w->code & 15) break;
        }
        if (w->rounds || w->at < w->length) break;
    }
    body_drop(w->body);
    AWAIT(w->verdict, verdict_put(w->verdict, nothing));
    verdict_end(w->verdict);
    END
    return finish(w);
}

// Sends a request to the authority that the header x-target names, and answers with the status of what comes back.
static int out(work *w) {
    BEGIN
    {
        handle headers = request_headers(w->request);
        fields_get(headers, NAME("x-target"), &result);
        string target = *(const string *)(uintptr_t)WORD(0);
        fields_drop(headers);
        uint64_t trailers = trailers_new();
        w->trailers = HIGH(trailers);
        request_new(fields_new(), 0, 0, LOW(trailers), 0, 0, &result);
        handle request = (handle)WORD(0);
        request_sent_drop((handle)WORD(4));
        request_set_authority(request, 1, target.at, target.length);
        request_set_scheme(request, 1, 0, 0, 0);
        AWAIT_CALL(client_begin_send(request, w->answer));
    }
    AWAIT(w->trailers, trailers_put(w->trailers, nothing));
    trailers_end(w->trailers);
    END
    if (*(uint8_t *)w->answer) return say_number(w, 1000 + *(uint8_t *)&w->answer[1]);
    handle response = (handle)*(uint32_t *)&w->answer[1];
    int32_t status = response_status(response);
    response_drop(response);
    return say_number(w, (uint32_t)status);
}

// Sends the request that it answers to the authority that the header x-target names, and answers with the status of what comes back, or
// with 508 if the host has had enough of it.
static int again(work *w) {
    BEGIN
    {
        handle headers = request_headers(w->request);
        fields_get(headers, NAME("x-target"), &result);
        string target = *(const string *)(uintptr_t)WORD(0);
        handle copied = fields_new();
        fields_append(copied, NAME("x-target"), target.at, target.length, &result);
        fields_drop(headers);
        uint64_t trailers = trailers_new();
        w->trailers = HIGH(trailers);
        request_new(copied, 0, 0, LOW(trailers), 0, 0, &result);
        handle request = (handle)WORD(0);
        request_sent_drop((handle)WORD(4));
        request_set_authority(request, 1, target.at, target.length);
        request_set_path(request, 1, NAME("/again"));
        request_set_scheme(request, 1, 0, 0, 0);
        AWAIT_CALL(client_begin_send(request, w->answer));
    }
    AWAIT(w->trailers, trailers_put(w->trailers, nothing));
    trailers_end(w->trailers);
    if (*(uint8_t *)w->answer) {
        if (*(uint8_t *)&w->answer[1] != LOOP_DETECTED) __builtin_trap();
        w->at = 508;
    } else {
        handle response = (handle)*(uint32_t *)&w->answer[1];
        w->at = (uint32_t)response_status(response);
        response_drop(response);
    }
    open_answer(w, (int)w->at, "0", 1);
    END
    return finish(w);
}

// Connects to the port of loopback that the header x-target names, and answers with 0, or 100 and the error.
static int tcp(work *w) {
    struct { handle self; uint8_t family, pad[3]; uint16_t port; uint8_t address[4], rest[22]; } parameters;
    BEGIN
    {
        handle headers = request_headers(w->request);
        fields_get(headers, NAME("x-target"), &result);
        string target = *(const string *)(uintptr_t)WORD(0);
        fields_drop(headers);
        uint32_t port = 0;
        for (size_t i = 0; i < target.length; i++) port = port * 10 + (uint32_t)(target.at[i] - '0');
        tcp_create(0, &result);
        if (result.bytes[0]) return say_number(w, 200 + result.bytes[4]);
        w->body = (handle)WORD(4);
        parameters = (__typeof__(parameters)){ .self = w->body, .port = (uint16_t)port, .address = { 127, 0, 0, 1 } };
        AWAIT_CALL(tcp_begin_connect(&parameters, w->answer));
    }
    tcp_drop(w->body);
    END
    return say_number(w, *(uint8_t *)w->answer ? 100 + *((uint8_t *)w->answer + 4) : 0);
}

// Writes 64 KiB four at a time: 4 MiB in all.
static int big(work *w) {
    static char zeroes[65536];
    BEGIN
    open_answer(w, 200, 0, 0);
    for (w->rounds = 0; w->rounds < 64; w->rounds++) {
        for (w->at = 0; w->at < sizeof zeroes; w->at += w->code >> 4) {
            AWAIT(w->contents, bytes_put(w->contents, zeroes + w->at, sizeof zeroes - w->at));
            if (w->code & 15) return finish(w);
        }
    }
    END
    return finish(w);
}

static int trailers(work *w) {
    BEGIN
    open_answer(w, 200, 0, 0);
    AWAIT(w->contents, bytes_put(w->contents, "body", 4));
    {
        handle fields = fields_new();
        fields_append(fields, NAME("x-sum"), NAME("4"), &result);
        w->answer[0] = 0;
        w->answer[1] = 1 | (uint64_t)(uint32_t)fields << 32;
    }
    END
    return then(w, end_answer);
}

static int lie(work *w) {
    BEGIN
    open_answer(w, 200, "10", 2);
    AWAIT(w->contents, bytes_put(w->contents, "short", 5));
    END
    return finish(w);
}

static int denied(work *w) {
    (void)w;
    handle_return(1, 15, 0, 0, 0, 0, 0, 0);
    return 1;
}

// Answers, and then works on.
static int linger(work *w) {
    BEGIN
    open_answer(w, 202, "0", 1);
    bytes_end(w->contents);
    AWAIT(w->trailers, trailers_put(w->trailers, nothing));
    trailers_end(w->trailers);
    AWAIT_CALL(clock_begin_wait(100000000));
    END
    return 1;
}

static int none(work *w) { (void)w; return 1; }

static int trap(work *w) { (void)w; __builtin_trap(); }

static int spin(work *w) { for (volatile int i = 0;; i++) w->at = (uint32_t)i; }

// Each of these computes for ever in turns that are short.
static int yields(work *w) { (void)w; return YIELDS; }

static int rearm(work *w) {
    BEGIN
    for (;;) AWAIT_CALL(clock_begin_wait(1));
    END
    return WAITS;
}

// Does not give up when it is asked to.
static int stubborn(work *w) {
    BEGIN
    AWAIT_CALL(clock_begin_wait(UINT64_MAX));
    END
    return OVER;
}

// Answers, and then computes for ever.
static int haunt(work *w) {
    BEGIN
    open_answer(w, 202, "0", 1);
    bytes_end(w->contents);
    AWAIT(w->trailers, trailers_put(w->trailers, nothing));
    trailers_end(w->trailers);
    END
    return then(w, yields);
}

static int missing(work *w) {
    BEGIN
    open_answer(w, 404, "0", 1);
    END
    return finish(w);
}

static const struct { const char *path; int (*step)(work *); } paths[] = {
    { "/hello", hello }, { "/count", count }, { "/most", most }, { "/places", places }, { "/wait", wait }, { "/never", never }, { "/echo", echo },
    { "/copy", copy }, { "/out", out }, { "/tcp", tcp }, { "/big", big }, { "/trailers", trailers }, { "/lie", lie }, { "/denied", denied },
    { "/linger", linger }, { "/none", none }, { "/trap", trap }, { "/spin", spin }, { "/again", again },
    { "/yield", yields }, { "/rearm", rearm }, { "/stubborn", stubborn }, { "/haunt", haunt },
};

// ---- tasks -----------------------------------------------------------------------------------------------------

static int32_t end(work *w) {
    if (w->request) request_drop(w->request);
    for (size_t i = 0; i < 16; i++) if (w->buffer == buffers[i]) buffers_used[i] = 0;
    free_works[free_count++] = (int)(w - works);
    under_way--;
    return CALLBACK_EXIT;
}

static int32_t go_on(work *w) {
    switch (w->step(w)) {
    case OVER:
        return end(w);
    case YIELDS:
        return CALLBACK_YIELD;
    default:
        waitable_join(w->pending, w->set);
        return CALLBACK_WAIT | w->set << 4;
    }
}

EXPORT("[async-lift]wasi:http/handler" V "#handle")
int32_t handle_request(handle request) {
    if (!free_count && most_works == WORKS) __builtin_trap();

    // The last one first, as allocators have it.
    work *w = &works[free_count ? free_works[--free_count] : most_works++];
    handle set = w->set;
    *w = (work){ .set = set ? set : waitable_set_new(), .request = request, .step = missing };
    context_set((int32_t)(uintptr_t)w);
    total++;
    if (++under_way > most_under_way) most_under_way = under_way;

    // What the host hands over is used up before a task waits.
    guest_heap_used = 0;
    request_path(request, &result);
    string path = { (const char *)(uintptr_t)WORD(4), WORD(8) };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        size_t same = 0;
        while (same < path.length && path.at[same] == paths[i].path[same]) same++;
        if (same == path.length && !paths[i].path[same]) w->step = paths[i].step;
    }
    return go_on(w);
}

EXPORT("[callback][async-lift]wasi:http/handler" V "#handle")
int32_t handle_callback(int32_t event, int32_t first, int32_t second) {
    work *w = (work *)(uintptr_t)context_get();
    guest_heap_used = 0;
    if (event == EVENT_CANCEL) {
        if (w->step == stubborn) spin(w);
        waitable_join(w->pending, 0);
        if (w->is_call) {
            subtask_cancel(w->pending);
            subtask_drop(w->pending);
        }
        task_cancel();
        return end(w);
    }
    if (event == EVENT_NONE) return go_on(w);
    if (event == EVENT_SUBTASK && second == STATE_STARTED) return CALLBACK_WAIT | w->set << 4;
    waitable_join(first, 0);
    if (event == EVENT_SUBTASK) subtask_drop(first);
    w->code = (uint32_t)second;
    return go_on(w);
}
