// A dependency that says what it inherited.
#include "grants.h"

GUEST_EXPORT("test:grants/check@1.0.0#environment-count")
uint32_t check_environment_count(void) { return count_environment(); }

GUEST_EXPORT("test:grants/check@1.0.0#directory-count")
uint32_t check_directory_count(void) { return count_directories(); }

__attribute__((import_module("fermyon:spin/http"), import_name("send-request")))
void spin_send_request(
    int method, const char *uri, size_t uri_length, const void *headers, size_t header_count, const void *params, size_t param_count,
    int has_body, const void *body, size_t body_length, void *result);

// The same by the interface of the first Spin SDKs.
static int may_send(void) {
    enum { DESTINATION_NOT_ALLOWED = 1 };
    static const char uri[] = "http://127.0.0.1:1/";
    static struct { uint8_t failed, padding[3], error, rest[27]; } result;
    spin_send_request(0, uri, sizeof uri - 1, 0, 0, 0, 0, 0, 0, 0, &result);
    return !result.failed || result.error != DESTINATION_NOT_ALLOWED;
}

GUEST_EXPORT("test:grants/check@1.0.0#may-connect")
int check_may_connect(void) {
    int may = may_connect();
    if (may != may_send()) __builtin_trap();
    return may;
}
