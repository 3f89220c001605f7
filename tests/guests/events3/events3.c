// Takes the events of every trigger in the forms that do not block, by the callback ABI. Each is printed to standard output as a line after a
// wait of a millisecond; a message that begins with `fail` is answered with an error, and one that begins with `forever` is not answered.
#include "task.h"

typedef struct { uint8_t error; uint8_t pad[3]; uint8_t closed; handle failure; } result_stream;
IMPORT("wasi:cli/stdout@0.2.12", "get-stdout") handle stdout_get(void);
IMPORT("wasi:io/streams@0.2.12", "[method]output-stream.blocking-write-and-flush") void output_write_and_flush(handle, const void *, size_t, result_stream *);
IMPORT("wasi:io/streams@0.2.12", "[resource-drop]output-stream") void output_drop(handle);
IMPORT("wasi:clocks/monotonic-clock@0.3.0", "[async-lower]wait-for") uint32_t clock_begin_wait(uint64_t nanoseconds);

// result<_, variant> with a string in the variant's last case.
IMPORT("[export]spin:redis/inbound-redis@3.0.0", "[task-return]handle-message") void redis_return(int32_t is_error, int32_t which, const char *, size_t);
IMPORT("[export]$root", "[task-return]handle-message") void mqtt_return(int32_t is_error, int32_t which, const char *, size_t);
IMPORT("[export]$root", "[task-return]handle-cron-event") void cron_return(int32_t is_error, int32_t which, const char *, size_t);

static char line[4096];
static size_t used;
static int is_failure;

static void add(const char *at, size_t length) {
    for (size_t i = 0; i < length && used < sizeof line - 1; i++) line[used++] = at[i];
}

static int begins_with(const char *at, size_t length, const char *word) {
    size_t i = 0;
    while (word[i] && i < length && at[i] == word[i]) i++;
    return !word[i];
}

// Begins the wait after which the event is dealt with.
static int32_t begin(const char *message, size_t length) {
    add(message, length);
    add("\n", 1);
    is_failure = begins_with(message, length, "fail");
    uint32_t state = clock_begin_wait(begins_with(message, length, "forever") ? 1ull << 62 : 1000000);
    if ((state & 15) == STATE_RETURNED) return CALLBACK_YIELD; // a busy machine may take that long over the call alone
    handle set = waitable_set_new();
    waitable_join((handle)(state >> 4), set);
    return CALLBACK_WAIT | set << 4;
}

static int32_t finish(void answer(int32_t, int32_t, const char *, size_t), int32_t which) {
    result_stream ignored;
    handle out = stdout_get();
    output_write_and_flush(out, line, used, &ignored);
    output_drop(out);
    answer(is_failure, which, "as it was told", 14);
    return CALLBACK_EXIT;
}

EXPORT("[async-lift]spin:redis/inbound-redis@3.0.0#handle-message")
int32_t handle_redis(const char *message, size_t length) {
    add("redis ", 6);
    return begin(message, length);
}

EXPORT("[callback][async-lift]spin:redis/inbound-redis@3.0.0#handle-message")
int32_t finish_redis(int32_t event, int32_t waitable, int32_t payload) {
    (void)event, (void)waitable, (void)payload;
    return finish(redis_return, 3);
}

EXPORT("[async-lift]handle-message")
int32_t handle_mqtt(const char *message, size_t length, const char *topic, size_t topic_length) {
    add("mqtt ", 5);
    add(topic, topic_length);
    add(" ", 1);
    return begin(message, length);
}

EXPORT("[callback][async-lift]handle-message")
int32_t finish_mqtt(int32_t event, int32_t waitable, int32_t payload) {
    (void)event, (void)waitable, (void)payload;
    return finish(mqtt_return, 0);
}

EXPORT("[async-lift]handle-cron-event")
int32_t handle_cron(int64_t timestamp) {
    char digits[20];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + timestamp % 10); while ((timestamp /= 10) > 0);
    add("cron ", 5);
    return begin(digits + at, sizeof digits - at);
}

EXPORT("[callback][async-lift]handle-cron-event")
int32_t finish_cron(int32_t event, int32_t waitable, int32_t payload) {
    (void)event, (void)waitable, (void)payload;
    return finish(cron_return, 0);
}
