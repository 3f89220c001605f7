// Answers HTTP requests by fermyon:spin/inbound-http: each in one piece. The path says what to do; the table at the end lists the paths.
#include <stddef.h>
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(name)))

typedef struct { const char *at; size_t length; } string;
typedef struct { string name, value; } field;
typedef struct { int some; const void *at; size_t length; } option_list;
typedef struct { uint16_t status; option_list headers, body; } response;

#define TEXT(text) { text, sizeof text - 1 }
#define BODY(text) { 1, text, sizeof text - 1 }

static unsigned char heap[16 << 20];
static size_t heap_used;

EXPORT("cabi_realloc")
void *cabi_realloc(void *old, size_t old_size, size_t alignment, size_t size) {
    (void)old, (void)old_size;
    size_t start = (heap_used + alignment - 1) & ~(alignment - 1);
    if (start + size > sizeof heap) __builtin_trap();
    heap_used = start + size;
    return heap + start;
}

static int method;
static string uri;
static const field *headers;
static size_t header_count;
static option_list body;

// The method's number and the URI.
static response hello(void) {
    static const field fields[] = {
        { TEXT("Content-Type"), TEXT("text/plain") }, { TEXT("Set-Cookie"), TEXT("a=1") }, { TEXT("Set-Cookie"), TEXT("b=2") },
        { TEXT("Connection"), TEXT("close") }, { TEXT("Content-Length"), TEXT("9999") },
    };
    static char text[256];
    size_t at = 0;
    text[at++] = (char)('0' + method);
    text[at++] = ' ';
    for (size_t i = 0; i < uri.length && at < sizeof text; i++) text[at++] = uri.at[i];
    return (response){ 200, { 1, fields, 5 }, { 1, text, at } };
}

static response echo(void) { return (response){ 201, { 0 }, body }; }

// The value of the header x-ask.
static response ask(void) {
    for (size_t i = 0; i < header_count; i++) {
        string name = headers[i].name;
        if (name.length == 5 && name.at[0] == 'x' && name.at[2] == 'a') return (response){ 200, { 0 }, { 1, headers[i].value.at, headers[i].value.length } };
    }
    return (response){ 404, { 0 }, { 0 } };
}

static response nothing(void) { return (response){ 204, { 0 }, { 0 } }; }

static response bad_status(void) { return (response){ 99, { 0 }, { 0 } }; }

static response bad_header(void) {
    static const field fields[] = { { TEXT("bad header"), TEXT("1") } };
    return (response){ 200, { 1, fields, 1 }, BODY("never seen") };
}

static response trap(void) { __builtin_trap(); }

static const struct { const char *path; response (*answer)(void); } paths[] = {
    { "/hello", hello }, { "/echo", echo }, { "/ask", ask }, { "/nothing", nothing }, { "/bad-status", bad_status }, { "/bad-header", bad_header },
    { "/trap", trap },
};

EXPORT("fermyon:spin/inbound-http#handle-request")
response *handle_request(int in_method, const char *uri_at, size_t uri_length, const field *fields, size_t field_count, const field *parameters,
    size_t parameter_count, int some_body, const void *body_at, size_t body_length) {
    static response answer;
    (void)parameters;
    if (parameter_count) __builtin_trap();
    method = in_method;
    uri = (string){ uri_at, uri_length };
    headers = fields;
    header_count = field_count;
    body = (option_list){ some_body, body_at, body_length };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        size_t same = 0;
        while (same < uri.length && paths[i].path[same] && uri.at[same] == paths[i].path[same]) same++;
        if (!paths[i].path[same]) {
            answer = paths[i].answer();
            return &answer;
        }
    }
    answer = (response){ 404, { 0 }, BODY("no such path") };
    return &answer;
}
