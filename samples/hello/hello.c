// Answers every request with a greeting and the path that was asked for.
#include "guest.h"

GUEST_EXPORT("wasi:http/incoming-handler@" WASI_VERSION "#handle")
void handle_request(handle request, handle outparam) {
    option_string path = {0};
    request_path(request, &path);

    // One buffer, one write: the whole answer can leave in one packet.
    static char text[600];
    static const char greeting[] = "Hello from Whorl! You asked for ";
    size_t length = 0;
    for (size_t i = 0; greeting[i]; i++) text[length++] = greeting[i];
    for (size_t i = 0; path.some && i < path.value.length && length < sizeof text - 1; i++) text[length++] = path.value.at[i];
    text[length++] = '\n';

    response_writer writer = response_start(outparam, 200);
    response_write(writer, text, length);
    response_end(writer);
    request_drop(request);
}
