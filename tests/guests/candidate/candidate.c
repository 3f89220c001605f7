// The guest `service`, for the release candidate of WASI 0.3.
#define V "@0.3.0-rc-2026-03-15"
#include "../service/service.c"
