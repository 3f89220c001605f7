// Tells everything that wasi:otel takes, for the guests of the capabilities in C: one suite for each of its interfaces. Whoever includes this has
// a `result` that answers are put into, and a `list`.
#pragma once

#define OTEL(interface, name) __attribute__((import_module("wasi:otel/" interface "@0.2.0-rc.2"), import_name(name))) extern
#define LIST(array) { array, COUNT(array) }
#define NO_LIST { 0, 0 }
#define SOME(text) { 1, { NAME(text) } }
typedef struct { string key, value; } attribute;
typedef struct { uint64_t seconds; uint32_t nanoseconds; } moment;
typedef struct { uint8_t some; moment value; } optional_moment;
typedef struct { uint8_t some; string value; } optional_text;
typedef struct { string name; optional_text version, schema; list attributes; } library;
typedef struct { string trace, span; uint8_t flags, remote; list state; } span_context;

static const attribute otel_attributes[] = {
    { { NAME("text") }, { NAME("\"one\"") } }, { { NAME("whole") }, { NAME("7") } }, { { NAME("real") }, { NAME("0.5") } },
    { { NAME("list") }, { NAME("[true,false]") } }, { { NAME("bytes") }, { NAME("\"data:application/octet-stream;base64,AQID\"") } },
};
#define OTEL_LIBRARY { { NAME("library") }, SOME("1.2"), SOME("https://example.com/schema"), NO_LIST }
#define TRACE_ID { NAME("0af7651916cd43dd8448eb211c80319c") }
static const struct { string key, value; } otel_state[] = { { { NAME("vendor") }, { NAME("x") } } };

OTEL("tracing", "on-start") void otel_start(const char *, size_t, const char *, size_t, int32_t flags, int32_t remote, const void *, size_t);
OTEL("tracing", "on-end") void otel_end(const void *);
OTEL("tracing", "outer-span-context") void otel_outer(void *);

static void otel_tracing(void) {
    static const struct { string name; moment time; list attributes; } events[] = { { { NAME("halfway") }, { 1700000000, 250 }, LIST(otel_attributes) } };
    static const struct { span_context context; list attributes; } links[] = { { { TRACE_ID, { NAME("00000000000000aa") }, 1, 1, NO_LIST }, NO_LIST } };
    static const struct {
        span_context context;
        string parent;
        uint8_t kind;
        string name;
        moment start, end;
        list attributes, events, links;
        struct { uint8_t kind; string reason; } status;
        library library;
        uint32_t dropped_attributes, dropped_events, dropped_links;
    } span = {
        { TRACE_ID, { NAME("b7ad6b7169203331") }, 1, 0, LIST(otel_state) }, { NAME("00f067aa0ba902b7") }, 3, { NAME("a span") },
        { 1700000000, 1 }, { 1700000001, 2 }, LIST(otel_attributes), LIST(events), LIST(links), { 2, { NAME("it broke") } }, OTEL_LIBRARY, 1, 2, 3,
    };
    otel_outer(result), show_line("outer-span-context", "(~~B?[(ss)])", result);
    otel_start(span.context.trace.at, span.context.trace.length, span.context.span.at, span.context.span.length, 1, 0, otel_state, COUNT(otel_state));
    otel_end(&span);
    otel_end(&span);
    put("on-start, on-end, and on-end again\n");
}

OTEL("logs", "on-emit") void otel_emit(const void *);

static void otel_logs(void) {
    static const struct {
        optional_moment time, seen;
        optional_text severity;
        struct { uint8_t some, value; } number;
        optional_text body;
        struct { uint8_t some; list value; } attributes;
        optional_text event;
        struct { uint8_t some; struct { list attributes; optional_text schema; } value; } resource;
        struct { uint8_t some; library value; } library;
        optional_text trace, span;
        struct { uint8_t some, value; } flags;
    } records[] = {
        {
            { 1, { 1700000000, 1 } }, { 1, { 1700000001, 2 } }, SOME("WARN"), { 1, 13 }, SOME("{\"said\":[\"by\",\"a guest\"]}"), { 1, LIST(otel_attributes) }, SOME("an.event"),
            { 1, { LIST(otel_attributes), SOME("https://example.com/schema") } }, { 1, OTEL_LIBRARY }, { 1, TRACE_ID }, SOME("b7ad6b7169203331"), { 1, 1 },
        },
        { .seen = { 1, { 1700000002, 3 } }, .body = SOME("\"alone\"") },
    };
    otel_emit(&records[0]);
    otel_emit(&records[1]);
    put("on-emit, twice\n");
}

OTEL("metrics", "export") void otel_export(const void *, size_t, int32_t some, const char *, size_t, const void *, size_t, void *);

typedef struct { uint8_t kind; union { double real; int64_t whole; uint64_t natural; } as; } number;
typedef struct { uint8_t some; number value; } optional_number;
typedef struct { list attributes; number value; list exemplars; } number_point;
typedef struct {
    uint8_t kind;
    struct { list points; union { struct { optional_moment start; moment time; } gauge; struct { moment start, time; uint8_t temporality, monotonic; } other; } of; } data;
} metric_data;

static void otel_metrics(void) {
#define REAL(value) { 0, { .real = value } }
#define WHOLE(value) { 1, { .whole = value } }
#define NATURAL(value) { 2, { .natural = value } }
#define TIMES { 1700000000, 1 }, { 1700000001, 2 }
    static const struct { list attributes; moment time; number value; string span, trace; } exemplars[] = {
        { LIST(otel_attributes), { 1700000000, 9 }, REAL(2.5), { NAME("b7ad6b7169203331") }, TRACE_ID }, { NO_LIST, { 1700000000, 9 }, WHOLE(-3), { NAME("") }, { NAME("") } },
    };
    static const number_point reals[] = { { LIST(otel_attributes), REAL(1.5), LIST(exemplars) } }, wholes[] = { { NO_LIST, WHOLE(-5), NO_LIST } },
        naturals[] = { { NO_LIST, NATURAL(5), NO_LIST }, { NO_LIST, NATURAL(UINT64_MAX), NO_LIST } };
    static const double bounds[] = { 1, 10 };
    static const uint64_t counts[] = { 1, 0, 2 };
    static const struct { list attributes; uint64_t count; list bounds, counts; optional_number min, max; number sum; list exemplars; } spread[] = {
        { LIST(otel_attributes), 3, LIST(bounds), LIST(counts), { 1, REAL(0.5) }, { 1, REAL(20) }, REAL(32.5), LIST(exemplars) },
    };
    typedef struct { int32_t offset; list counts; } bucket;
    static const struct {
        list attributes;
        uint64_t count;
        optional_number min, max;
        number sum;
        int8_t scale;
        uint64_t zeros;
        bucket positive, negative;
        double threshold;
        list exemplars;
    } powers[] = { { NO_LIST, 4, { 0, WHOLE(0) }, { 0, WHOLE(0) }, WHOLE(9), -2, 1, { -7, LIST(counts) }, { 3, NO_LIST }, 0.25, NO_LIST } };
    static const struct { string name, description, unit; metric_data data; } metrics[] = {
#define GAUGE(kind, points) { { NAME("gauge") }, { NAME("how full") }, { NAME("1") }, { kind, { LIST(points), { .gauge = { { 1, { 1700000000, 1 } }, { 1700000001, 2 } } } } } }
#define SUM(kind, points) { { NAME("sum") }, { NAME("") }, { NAME("By") }, { kind, { LIST(points), { .other = { TIMES, 1, 1 } } } } }
#define HISTOGRAM(kind, points) { { NAME("histogram") }, { NAME("") }, { NAME("s") }, { kind, { LIST(points), { .other = { TIMES, 0, 0 } } } } }
        GAUGE(0, reals), GAUGE(4, naturals), GAUGE(8, wholes), SUM(1, reals), SUM(5, naturals), SUM(9, wholes),
        HISTOGRAM(2, spread), HISTOGRAM(6, spread), HISTOGRAM(10, spread), HISTOGRAM(3, powers), HISTOGRAM(7, powers), HISTOGRAM(11, powers),
    };
    static const struct { library library; list metrics; } scopes[] = { { OTEL_LIBRARY, LIST(metrics) } };
    otel_export(otel_attributes, COUNT(otel_attributes), 0, 0, 0, scopes, COUNT(scopes), result), show_line("export", "r_s", result);
    otel_export(0, 0, 0, 0, 0, 0, 0, result), show_line("export nothing", "r_s", result);
}
