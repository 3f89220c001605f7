// Answers with what it can get at itself, and what its dependency can.
#include "../grants/grants.h"

__attribute__((import_module("test:grants/check@1.0.0"), import_name("environment-count"))) uint32_t dependency_environment_count(void);
__attribute__((import_module("test:grants/check@1.0.0"), import_name("directory-count"))) uint32_t dependency_directory_count(void);
__attribute__((import_module("test:grants/check@1.0.0"), import_name("may-connect"))) int dependency_may_connect(void);

static void write_line(response_writer writer, const char *who, uint32_t variables, uint32_t directories, int connects) {
    char digits[2] = { (char)('0' + variables % 10), 0 };
    response_text(writer, who);
    response_text(writer, " variables=");
    response_text(writer, digits);
    digits[0] = (char)('0' + directories % 10);
    response_text(writer, " directories=");
    response_text(writer, digits);
    response_text(writer, connects ? " connects\n" : " denied\n");
}

GUEST_EXPORT("wasi:http/incoming-handler@" WASI_VERSION "#handle")
void handle_request(handle request, handle outparam) {
    request_drop(request);
    response_writer writer = response_start(outparam, 200);
    write_line(writer, "component", count_environment(), count_directories(), may_connect());
    write_line(writer, "dependency", dependency_environment_count(), dependency_directory_count(), dependency_may_connect());
    response_end(writer);
}
