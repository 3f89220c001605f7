// Takes the events of every trigger, prints each to standard output as a line, and does what the message's first word says:
//
//   fail            returns an error
//   trap, loop      does not return
//   hold AUTHORITY  asks the HTTP server there, and returns what fits its answer: success for 200, an error for all else;
//                   another word may follow
//
// A run at a set time has no message. Its line is the time, and what it does the environment variable CRON says.
#include "guest.h"

typedef struct { const char *at; size_t length; } text;

static void put(handle out, const char *at, size_t length) {
    result_stream ignored;
    if (length > 0) output_write_and_flush(out, at, length, &ignored);
}

static void print_line(const char *kind, text topic, text message) {
    char line[4096];
    size_t used = 0;
    text parts[] = { { kind, text_length(kind) }, { " ", 1 }, topic, { " ", topic.length > 0 }, message, { "\n", 1 } };
    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++) {
        for (size_t i = 0; i < parts[part].length && used < sizeof line; i++) line[used++] = parts[part].at[i];
    }
    handle out = stdout_get();
    put(out, line, used);
    output_drop(out);
}

// The rest of a message that begins with a word; a null pointer when it does not.
static text after(text message, const char *word) {
    size_t length = text_length(word);
    text none = { 0, 0 };
    if (message.length < length) return none;
    for (size_t i = 0; i < length; i++) if (message.at[i] != word[i]) return none;
    size_t skip = length < message.length ? length + 1 : length;
    text rest = { message.at + skip, message.length - skip };
    return rest;
}

static int ask(text authority) {
    for (size_t i = 0; i < authority.length; i++) if (authority.at[i] == ' ') authority.length = i;
    handle request = outgoing_request_new(fields_new());
    outgoing_request_set_scheme(request, 1, 0, 0, 0);
    outgoing_request_set_authority(request, 1, authority.at, authority.length);
    outgoing_request_set_path(request, 1, "/", 1);
    result_future sent;
    outgoing_handler_handle(request, 1, request_options_new(), &sent);
    if (sent.error) return 0;
    future_response got;
    handle ready = future_response_subscribe(sent.value.future);
    pollable_block(ready);
    pollable_drop(ready);
    future_response_get(sent.value.future, &got);
    future_response_drop(sent.value.future);
    return !got.error && incoming_response_status(got.value.response) == 200;
}

static text variable(const char *name) {
    environment_list all;
    environment_get(&all);
    text value = { "", 0 };
    for (size_t i = 0; i < all.length; i++) {
        text key = { all.at[i].name.at, all.at[i].name.length };
        if (key.length == text_length(name) && after(key, name).at) value.at = all.at[i].value.at, value.length = all.at[i].value.length;
    }
    return value;
}

// Whether all went well.
static int act(text message) {
    if (after(message, "trap").at) __builtin_trap();
    if (after(message, "loop").at) for (volatile int i = 0;; i++) { }
    text authority = after(message, "hold");
    if (authority.at) return ask(authority);
    return !after(message, "fail").at;
}

// result<_, enum>
GUEST_EXPORT("fermyon:spin/inbound-redis#handle-message")
uint8_t *handle_redis(const char *at, size_t length) {
    static uint8_t result[2];
    text none = { "", 0 }, message = { at, length };
    print_line("redis", none, message);
    result[0] = !act(message);
    result[1] = 1;
    return result;
}

// result<_, variant { other(string) }>
static void *outcome(int is_good) {
    static struct { uint8_t is_error; uint8_t pad_a[3]; uint8_t which; uint8_t pad_b[3]; string other; } result;
    result.is_error = !is_good;
    result.other.at = "as it was told";
    result.other.length = 14;
    return &result;
}

GUEST_EXPORT("handle-message")
void *handle_mqtt(const char *at, size_t length, const char *topic, size_t topic_length) {
    text message = { at, length }, on = { topic, topic_length };
    print_line("mqtt", on, message);
    return outcome(act(message));
}

GUEST_EXPORT("handle-cron-event")
void *handle_cron(int64_t timestamp) {
    char digits[20];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + timestamp % 10); while ((timestamp /= 10) > 0);
    text none = { "", 0 }, due = { digits + at, sizeof digits - at };
    print_line("cron", none, due);
    return outcome(act(variable("CRON")));
}
