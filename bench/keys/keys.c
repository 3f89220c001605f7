// Gets or sets keys as often as the path says: /get/COUNT/BYTES/NAME and /set/COUNT/BYTES/NAME/SERIAL, over a thousand keys that begin with the
// name. Values begin with the serial number: SQLite writes nothing when a value does not change.
#include "guest.h"

#define STORE "fermyon:spin/key-value@2.0.0"
#define CALL(name) __attribute__((import_module(STORE), import_name(name))) extern
CALL("[static]store.open") void store_open(const char *, size_t, void *);
CALL("[method]store.get") void store_get(handle, const char *, size_t, void *);
CALL("[method]store.set") void store_set(handle, const char *, size_t, const void *, size_t, void *);

#define KEYS 1000
#define MOST_BYTES 16384

typedef struct { uint8_t error; uint8_t pad[3]; uint8_t some; uint8_t pad_too[3]; bytes value; } result_value;

static string next_segment(string *path) {
    string segment = { path->at, 0 };
    while (segment.length < path->length && path->at[segment.length] != '/') segment.length++;
    size_t taken = segment.length < path->length ? segment.length + 1 : segment.length;
    path->at += taken, path->length -= taken;
    return segment;
}

static uint32_t number(string text) {
    uint32_t value = 0;
    for (size_t i = 0; i < text.length; i++) value = value * 10 + (uint32_t)(text.at[i] - '0');
    return value;
}

GUEST_EXPORT("wasi:http/incoming-handler@" WASI_VERSION "#handle")
void handle_request(handle request, handle outparam) {
    static uint8_t value[MOST_BYTES];
    option_string path = {0};
    request_path(request, &path);
    request_drop(request);
    next_segment(&path.value);
    int is_get = next_segment(&path.value).at[0] == 'g';
    uint32_t count = number(next_segment(&path.value)), length = number(next_segment(&path.value));
    string name = next_segment(&path.value);
    uint32_t serial = number(next_segment(&path.value));
    if (length > MOST_BYTES) __builtin_trap();
    __builtin_memcpy(value, &serial, sizeof serial);

    result_handle opened;
    store_open("default", 7, &opened);
    if (opened.error) __builtin_trap();
    char key[64];
    size_t prefix = 0;
    while (prefix < name.length && prefix < sizeof key - 3) key[prefix] = name.at[prefix], prefix++;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t digit = 0, rest = i % KEYS; digit < 3; digit++, rest /= 10) key[prefix + digit] = (char)('0' + rest % 10);
        size_t mark = guest_heap_used;
        result_value result = {0};
        if (is_get) store_get(opened.value, key, prefix + 3, &result);
        else store_set(opened.value, key, prefix + 3, value, length, &result);
        if (result.error || (is_get && (!result.some || result.value.length != length))) __builtin_trap();
        guest_heap_used = mark;
    }

    response_writer writer = response_start(outparam, 200);
    response_text(writer, "done\n");
    response_end(writer);
}
