// Runs at set times, and prints which run it is.
#include "guest.h"

// result<_, variant { other(string) }>, of which this guest returns success only.
typedef struct { uint8_t is_error; uint8_t pad_a[3]; uint8_t which; uint8_t pad_b[3]; string other; } outcome;

GUEST_EXPORT("handle-cron-event")
outcome *handle_cron_event(int64_t timestamp) {
    static outcome good;
    char line[48] = "the run of second ";
    size_t end = text_length(line), digits = 1;
    for (int64_t rest = timestamp; rest >= 10; rest /= 10) digits++;
    for (size_t at = digits; at > 0; timestamp /= 10) line[end + --at] = (char)('0' + timestamp % 10);
    end += digits;
    line[end++] = '\n';

    result_stream ignored;
    handle out = stdout_get();
    output_write_and_flush(out, line, end, &ignored);
    output_drop(out);
    return &good;
}
