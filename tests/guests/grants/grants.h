// Counts what this component can get at.
#include "guest.h"

static uint32_t count_environment(void) {
    environment_list variables;
    environment_get(&variables);
    return variables.length;
}

static uint32_t count_directories(void) {
    preopen_list directories;
    preopens_get(&directories);
    return directories.length;
}

// Whether a request to an address that the manifest allows is begun.
static int may_connect(void) {
    enum { REQUEST_DENIED = 15 };
    static const char authority[] = "127.0.0.1:1";
    handle request = outgoing_request_new(fields_new());
    outgoing_request_set_scheme(request, 1, 0, 0, 0);
    outgoing_request_set_authority(request, 1, authority, sizeof authority - 1);
    outgoing_request_set_path(request, 1, "/", 1);
    result_future sent;
    outgoing_handler_handle(request, 0, 0, &sent);
    if (sent.error) return sent.value.code != REQUEST_DENIED;
    future_response_drop(sent.value.future);
    return 1;
}
