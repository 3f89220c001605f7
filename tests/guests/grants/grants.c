// A dependency that says what it inherited.
#include "grants.h"

GUEST_EXPORT("test:grants/check@1.0.0#environment-count")
uint32_t check_environment_count(void) { return count_environment(); }

GUEST_EXPORT("test:grants/check@1.0.0#directory-count")
uint32_t check_directory_count(void) { return count_directories(); }

GUEST_EXPORT("test:grants/check@1.0.0#may-connect")
int check_may_connect(void) { return may_connect(); }
