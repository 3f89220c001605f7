// Flags: -Wl,--export-memory=cm32p2_memory
// Answers HTTP requests, and has a resource of its own, with imports and exports named by the scheme `cm32p2`: that of the component
// model's specification, where versions are cut to what tells incompatible ones apart. The others here have the older names.
#include <stddef.h>
#include <stdint.h>

#define IMPORT(module, name) __attribute__((import_module("cm32p2" module), import_name(name))) extern
#define EXPORT(name) __attribute__((export_name("cm32p2" name)))
#define HTTP(name) IMPORT("|wasi:http/types@0.2", name)
#define STREAMS(name) IMPORT("|wasi:io/streams@0.2", name)
#define COUNTERS "|test:standard/counters@1|"

typedef int32_t handle;
typedef struct { const char *at; size_t length; } string;
typedef struct { uint8_t error; handle value; } result_handle;
typedef struct { uint64_t words[8]; } any_result;

IMPORT("|wasi:random/insecure@0.2", "get-insecure-random-u64") uint64_t random_number(void);
HTTP("[constructor]fields") handle fields_new(void);
HTTP("[method]fields.append") void fields_append(handle, const char *, size_t, const void *, size_t, any_result *);
HTTP("fields_drop") void fields_drop(handle);
HTTP("[method]incoming-request.headers") handle request_headers(handle);
HTTP("incoming-request_drop") void request_drop(handle);
HTTP("[constructor]outgoing-response") handle response_new(handle headers);
HTTP("[method]outgoing-response.body") void response_body(handle, result_handle *);
HTTP("[method]outgoing-body.write") void body_write(handle, result_handle *);
HTTP("[static]outgoing-body.finish") void body_finish(handle, int32_t some, handle trailers, any_result *);
HTTP("[static]response-outparam.set")
void outparam_set(handle, int32_t error, handle response, int32_t, int64_t, int32_t, int32_t, int32_t, int32_t);
STREAMS("[method]output-stream.blocking-write-and-flush") void write(handle, const void *, size_t, any_result *);
STREAMS("output-stream_drop") void stream_drop(handle);

IMPORT("|_ex_test:standard/counters@1", "counter_new") handle counter_of(void *);
IMPORT("|_ex_test:standard/counters@1", "counter_rep") void *counter_at(handle);
IMPORT("|_ex_test:standard/counters@1", "counter_drop") void counter_drop(handle);

static unsigned char heap[1 << 16];
static size_t heap_used;
static int is_initialized;
static string returned;

EXPORT("_realloc")
void *allocate(void *old, size_t old_size, size_t alignment, size_t size) {
    size_t start = (heap_used + alignment - 1) & ~(alignment - 1);
    if (start + size > sizeof heap) __builtin_trap();
    heap_used = start + size;
    for (size_t i = 0; i < old_size; i++) heap[start + i] = ((unsigned char *)old)[i];
    return heap + start;
}

EXPORT("_initialize")
void initialize(void) { is_initialized = 1; }

static void add(const char *text, size_t length) {
    if (!returned.at) returned.at = (const char *)heap + heap_used;
    char *at = allocate(0, 0, 1, length);
    for (size_t i = 0; i < length; i++) at[i] = text[i];
    returned.length += length;
}

// ---- test:standard/counters ------------------------------------------------------------------------------------

typedef struct { string name; uint32_t next; } counter;

static int dropped;

EXPORT(COUNTERS "[constructor]counter")
handle counter_new(const char *name, size_t length, uint32_t start) {
    counter *made = allocate(0, 0, sizeof(size_t), sizeof *made);
    *made = (counter){ { name, length }, start };
    return counter_of(made);
}

EXPORT(COUNTERS "[method]counter.next")
uint32_t counter_next(counter *self) { return self->next++; }

EXPORT(COUNTERS "[method]counter.text")
string *counter_text(counter *self) {
    add(self->name.at, self->name.length);
    return &returned;
}

EXPORT(COUNTERS "[method]counter.text_post")
void counter_text_post(string *text) { *text = (string){ 0, 0 }; }

EXPORT(COUNTERS "pass")
handle counter_pass(handle given) {
    handle other = counter_of(counter_at(given));
    counter_drop(given);
    return other;
}

EXPORT(COUNTERS "counter_dtor")
void counter_destroy(counter *self) { (void)self; dropped++; }

// ---- names, and the world itself -------------------------------------------------------------------------------

EXPORT("|names|join")
string *join(const string *names, size_t count) {
    for (size_t i = 0; i < count; i++) add(names[i].at, names[i].length);
    return &returned;
}

EXPORT("||greet")
string *greet(const char *name, size_t length) {
    add("Hello, ", 7);
    add(name, length);
    return &returned;
}

EXPORT("||greet_post")
void greet_post(string *text) { *text = (string){ 0, 0 }; }

// ---- wasi:http/incoming-handler --------------------------------------------------------------------------------

EXPORT("|wasi:http/incoming-handler@0.2|handle")
void on_request(handle request, handle outparam) {
    result_handle body, stream;
    any_result ignored;
    fields_drop(request_headers(request));
    request_drop(request);
    handle headers = fields_new();
    fields_append(headers, "x-named", 7, "by the standard", 15, &ignored);
    handle response = response_new(headers);
    response_body(response, &body);
    body_write(body.value, &stream);
    outparam_set(outparam, 0, response, 0, 0, 0, 0, 0, 0);

    greet("HTTP", 4);
    add(is_initialized ? ", initialized" : ", too early", is_initialized ? 13 : 11);
    if (random_number() != random_number()) add(" and random\n", 12);
    write(stream.value, returned.at, returned.length, &ignored);
    stream_drop(stream.value);
    body_finish(body.value, 0, 0, &ignored);
}
