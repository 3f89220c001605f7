// Calls every async function of the capabilities, and shows what comes back: one suite for a request, which its path names. Calls are
// lowered async, and waited for in the middle of the code. What it tells by wasi:otel takes no waiting.
#define GUEST_HEAP_BYTES (1 << 22)
#include "task.h"
#include "show.h"

#define HTTP "wasi:http/types@0.3.0"
IMPORT(HTTP, "[constructor]fields") handle fields_new(void);
IMPORT(HTTP, "[method]request.get-path-with-query") void request_path(handle, void *);
IMPORT(HTTP, "[resource-drop]request") void request_drop(handle);
IMPORT(HTTP, "[static]response.new") void response_new(handle headers, int32_t some, handle contents, handle trailers, void *);
IMPORT(HTTP, "[stream-new-0][static]response.new") uint64_t bytes_new(void);
IMPORT(HTTP, "[async-lower][stream-write-0][static]response.new") uint32_t bytes_put(handle, const void *, size_t);
IMPORT(HTTP, "[stream-drop-writable-0][static]response.new") void bytes_end(handle);
IMPORT(HTTP, "[future-new-1][static]response.new") uint64_t trailers_new(void);
IMPORT(HTTP, "[async-lower][future-write-1][static]response.new") uint32_t trailers_put(handle, const void *);
IMPORT(HTTP, "[future-drop-writable-1][static]response.new") void trailers_end(handle);
IMPORT(HTTP, "[future-drop-readable-2][static]response.new") void sent_drop(handle);
IMPORT("[export]wasi:http/handler@0.3.0", "[task-return]handle")
void handle_return(int32_t is_error, int32_t response_or_code, int32_t, int64_t, int32_t, int32_t, int32_t, int32_t);
IMPORT("$root", "[async-lower][subtask-cancel]") uint32_t subtask_cancel(handle);

// Parameters beyond four are passed as one pointer to all of them.
#define ASYNC(interface, name) IMPORT(interface, "[async-lower]" name) uint32_t
#define STREAM(interface, name) IMPORT(interface, "[async-lower][stream-read-0]" name) uint32_t
#define STREAM_END(interface, name) IMPORT(interface, "[stream-drop-readable-0]" name) void
#define FUTURE(interface, name) IMPORT(interface, "[async-lower][future-read-1]" name) uint32_t
#define FUTURE_END(interface, name) IMPORT(interface, "[future-drop-readable-1]" name) void

#define VARIABLES "spin:variables/variables@3.0.0"
ASYNC(VARIABLES, "get") variables_get(const char *, size_t, void *);

#define KV "spin:key-value/key-value@3.0.0"
ASYNC(KV, "[static]store.open") kv_open(const char *, size_t, void *);
ASYNC(KV, "[method]store.get") kv_get(handle, const char *, size_t, void *);
ASYNC(KV, "[method]store.set") kv_set(const void *parameters, void *);
ASYNC(KV, "[method]store.delete") kv_delete(handle, const char *, size_t, void *);
ASYNC(KV, "[method]store.exists") kv_exists(handle, const char *, size_t, void *);
ASYNC(KV, "[method]store.get-keys") kv_keys(handle, void *);
STREAM(KV, "[method]store.get-keys") kv_keys_read(handle, void *, size_t);
STREAM_END(KV, "[method]store.get-keys") kv_keys_drop(handle);
FUTURE(KV, "[method]store.get-keys") kv_keys_result(handle, void *);
FUTURE_END(KV, "[method]store.get-keys") kv_keys_result_drop(handle);
IMPORT(KV, "[resource-drop]store") void kv_drop(handle);

#define REDIS "spin:redis/redis@3.0.0"
ASYNC(REDIS, "[static]connection.open") redis_open(const char *, size_t, void *);
ASYNC(REDIS, "[method]connection.publish") redis_publish(const void *parameters, void *);
ASYNC(REDIS, "[method]connection.get") redis_get(handle, const char *, size_t, void *);
ASYNC(REDIS, "[method]connection.set") redis_set(const void *parameters, void *);
ASYNC(REDIS, "[method]connection.incr") redis_incr(handle, const char *, size_t, void *);
ASYNC(REDIS, "[method]connection.del") redis_del(handle, const string *, size_t, void *);
ASYNC(REDIS, "[method]connection.sadd") redis_sadd(const void *parameters, void *);
ASYNC(REDIS, "[method]connection.smembers") redis_smembers(handle, const char *, size_t, void *);
ASYNC(REDIS, "[method]connection.srem") redis_srem(const void *parameters, void *);
ASYNC(REDIS, "[method]connection.execute") redis_execute(const void *parameters, void *);
IMPORT(REDIS, "[resource-drop]connection") void redis_drop(handle);

#define MYSQL "spin:mysql/mysql@3.0.0"
ASYNC(MYSQL, "[static]connection.open") mysql_open(const char *, size_t, void *);
ASYNC(MYSQL, "[method]connection.query") mysql_query(const void *parameters, void *);
STREAM(MYSQL, "[method]connection.query") mysql_rows(handle, void *, size_t);
STREAM_END(MYSQL, "[method]connection.query") mysql_rows_drop(handle);
FUTURE(MYSQL, "[method]connection.query") mysql_result(handle, void *);
FUTURE_END(MYSQL, "[method]connection.query") mysql_result_drop(handle);
ASYNC(MYSQL, "[method]connection.execute") mysql_execute(const void *parameters, void *);
IMPORT(MYSQL, "[resource-drop]connection") void mysql_drop(handle);

#define MQTT "spin:mqtt/mqtt@3.0.0"
ASYNC(MQTT, "[static]connection.open") mqtt_open(const void *parameters, void *);
ASYNC(MQTT, "[method]connection.publish") mqtt_publish(const void *parameters, void *);
IMPORT(MQTT, "[resource-drop]connection") void mqtt_drop(handle);

#define SQLITE "spin:sqlite/sqlite@3.1.0"
ASYNC(SQLITE, "[static]connection.open-async") sqlite_open(const char *, size_t, void *);
ASYNC(SQLITE, "[method]connection.execute-async") sqlite_execute(const void *parameters, void *);
STREAM(SQLITE, "[method]connection.execute-async") sqlite_rows(handle, void *, size_t);
STREAM_END(SQLITE, "[method]connection.execute-async") sqlite_rows_drop(handle);
FUTURE(SQLITE, "[method]connection.execute-async") sqlite_result(handle, void *);
FUTURE_END(SQLITE, "[method]connection.execute-async") sqlite_result_drop(handle);
ASYNC(SQLITE, "[method]connection.last-insert-rowid-async") sqlite_last_rowid(handle, void *);
ASYNC(SQLITE, "[method]connection.changes-async") sqlite_changes(handle, void *);
IMPORT(SQLITE, "[resource-drop]connection") void sqlite_drop(handle);

#define POSTGRES "spin:postgres/postgres@4.2.0"
IMPORT(POSTGRES, "[constructor]connection-builder") handle postgres_builder(const char *, size_t);
IMPORT(POSTGRES, "[method]connection-builder.set-ca-root") void postgres_set_ca_root(handle, const char *, size_t, void *);
ASYNC(POSTGRES, "[method]connection-builder.build-async") postgres_build(handle, void *);
IMPORT(POSTGRES, "[resource-drop]connection-builder") void postgres_builder_drop(handle);
ASYNC(POSTGRES, "[static]connection.open-async") postgres_open(const char *, size_t, void *);
ASYNC(POSTGRES, "[method]connection.query-async") postgres_query(const void *parameters, void *);
STREAM(POSTGRES, "[method]connection.query-async") postgres_rows(handle, void *, size_t);
STREAM_END(POSTGRES, "[method]connection.query-async") postgres_rows_drop(handle);
FUTURE(POSTGRES, "[method]connection.query-async") postgres_result(handle, void *);
FUTURE_END(POSTGRES, "[method]connection.query-async") postgres_result_drop(handle);
ASYNC(POSTGRES, "[method]connection.execute-async") postgres_execute(const void *parameters, void *);
IMPORT(POSTGRES, "[resource-drop]connection") void postgres_drop(handle);

#define NAME(text) text, sizeof text - 1
#define TEXT(text) ((string){ text, sizeof text - 1 })
#define COUNT(array) (sizeof array / sizeof *array)
#define PARAMETERS(...) &(const struct { __VA_ARGS__ })

// ---- what comes back -------------------------------------------------------------------------------------------

static _Alignas(8) uint8_t result[256];
#define HANDLE(at) (*(handle *)(void *)&result[at])

// Waits for a call, and shows its result.
static void show_call(const char *label, const char *type, uint32_t state) {
    wait_for_call(state);
    show_line(label, type, result);
}

// Waits for a call, and shows only what went wrong.
static void quietly(const char *label, const char *type, uint32_t state) {
    wait_for_call(state);
    if (*result) show_line(label, type, result);
}

typedef uint32_t reader(handle, void *, size_t);
typedef uint32_t future_reader(handle, void *);
typedef void dropper(handle);

// Shows the elements of a stream, as far as it goes, and then the future that says how it ended.
static void show_stream(const char *type, const char *error, handle stream, reader *read, dropper *drop, handle future, future_reader *end, dropper *drop_end) {
    static _Alignas(8) uint8_t elements[64];
    const char *rest = type;
    size_t size = shape_of(&rest).size;
    uint32_t code;
    do {
        code = wait_for(stream, read(stream, elements, sizeof elements / size));
        for (uint32_t i = 0; i < code >> 4; i++) {
            put("  ");
            show(type, elements + i * size);
            put("\n");
        }
    } while (!(code & 15));
    drop(stream);
    wait_for(future, end(future, result));
    show_line("  end", error, result);
    drop_end(future);
}

// Counts the elements of a stream; the host may hand over any number at once.
static void count_stream(const char *label, const char *type, handle stream, reader *read, dropper *drop) {
    static _Alignas(8) uint8_t elements[800];
    const char *rest = type;
    size_t size = shape_of(&rest).size;
    uint32_t code;
    uint64_t count = 0;
    do {
        size_t heap = guest_heap_used;
        code = wait_for(stream, read(stream, elements, sizeof elements / size));
        count += code >> 4;
        guest_heap_used = heap;
    } while (!(code & 15));
    drop(stream);
    show_line(label, "L", &count);
}

static string variable(const char *name, size_t length) {
    wait_for_call(variables_get(name, length, result));
    if (*result) __builtin_trap();
    return *(string *)(void *)&result[4];
}

// ---- suites ----------------------------------------------------------------------------------------------------

static void variables(void) {
    show_call("get", "rs<ssss>", variables_get(NAME("greeting"), result));
    show_call("get undefined", "rs<ssss>", variables_get(NAME("nothing"), result));
    show_call("get invalid", "rs<ssss>", variables_get(NAME("no name!"), result));
}

#define KV_ERROR "<___s>"
static uint32_t kv_put(handle store, string key, string value) {
    return kv_set(PARAMETERS(handle self; string key, value;){ store, key, value }, result);
}

static void key_value(void) {
    show_call("open a store that is not granted", "rU" KV_ERROR, kv_open(NAME("other"), result));
    wait_for_call(kv_open(NAME("default"), result));
    handle store = HANDLE(4);
    show_call("set", "r_" KV_ERROR, kv_put(store, TEXT("a"), TEXT("one")));
    quietly("set", "r_" KV_ERROR, kv_put(store, TEXT("b"), TEXT("two")));
    quietly("set", "r_" KV_ERROR, kv_put(store, TEXT("c"), TEXT("")));
    show_call("get", "rob" KV_ERROR, kv_get(store, NAME("a"), result));
    show_call("get empty", "rob" KV_ERROR, kv_get(store, NAME("c"), result));
    show_call("get nothing", "rob" KV_ERROR, kv_get(store, NAME("d"), result));
    show_call("exists", "r?" KV_ERROR, kv_exists(store, NAME("a"), result));
    show_call("delete", "r_" KV_ERROR, kv_delete(store, NAME("a"), result));
    show_call("exists", "r?" KV_ERROR, kv_exists(store, NAME("a"), result));

    // Two calls at once, and one that is given up.
    static _Alignas(8) uint8_t first[32], second[32], third[32];
    uint32_t calls[] = { kv_get(store, NAME("b"), first), kv_get(store, NAME("c"), second), kv_get(store, NAME("b"), third) };
    if ((calls[2] & 15) != STATE_RETURNED) {
        handle subtask = (handle)(calls[2] >> 4);
        uint32_t code = subtask_cancel(subtask);
        if (code == BLOCKED) wait_for(subtask, code);
        subtask_drop(subtask);
    }
    wait_for_call(calls[1]);
    wait_for_call(calls[0]);
    show_line("first", "rob" KV_ERROR, first);
    show_line("second", "rob" KV_ERROR, second);

    wait_for_call(kv_keys(store, result));
    put("get-keys:\n");
    show_stream("s", "r_" KV_ERROR, HANDLE(0), kv_keys_read, kv_keys_drop, HANDLE(4), kv_keys_result, kv_keys_result_drop);
    wait_for_call(kv_keys(store, result));
    handle unread = HANDLE(0), end = HANDLE(4);
    kv_keys_drop(unread);
    kv_keys_result_drop(end);
    quietly("delete", "r_" KV_ERROR, kv_delete(store, NAME("b"), result));
    quietly("delete", "r_" KV_ERROR, kv_delete(store, NAME("c"), result));
    kv_drop(store);
}

#define REDIS_ERROR "<___s>"
typedef struct { _Alignas(8) uint8_t tag; union { int64_t number; string text; }; } redis_parameter;

static uint32_t redis_command(handle redis, string command, const redis_parameter *arguments, size_t count) {
    return redis_execute(PARAMETERS(handle self; string command; const void *at; size_t count;){ redis, command, arguments, count }, result);
}

static void redis(void) {
    static const string members[] = { { NAME("x") }, { NAME("y") }, { NAME("y") } };
    static const string gone[] = { { NAME("text") }, { NAME("number") }, { NAME("set") }, { NAME("key") }, { NAME("never") } };
    static const redis_parameter set[] = { { .tag = 1, .text = { NAME("key") } }, { .tag = 0, .number = -7 } };
    show_call("open a host that is not allowed", "rU" REDIS_ERROR, redis_open(NAME("redis://example.com"), result));
    show_call("open nonsense", "rU" REDIS_ERROR, redis_open(NAME("redis://:::"), result));
    string address = variable(NAME("redis"));
    wait_for_call(redis_open(address.at, address.length, result));
    handle redis = HANDLE(4);
    wait_for_call(redis_del(redis, gone, COUNT(gone), result));
    show_call("set", "r_" REDIS_ERROR, redis_set(PARAMETERS(handle self; string key, value;){ redis, TEXT("text"), TEXT("value") }, result));
    show_call("get", "rob" REDIS_ERROR, redis_get(redis, NAME("text"), result));
    show_call("get nothing", "rob" REDIS_ERROR, redis_get(redis, NAME("never"), result));
    show_call("incr", "rl" REDIS_ERROR, redis_incr(redis, NAME("number"), result));
    show_call("incr again", "rl" REDIS_ERROR, redis_incr(redis, NAME("number"), result));
    show_call("incr a text", "rl" REDIS_ERROR, redis_incr(redis, NAME("text"), result));
    show_call("publish", "r_" REDIS_ERROR, redis_publish(PARAMETERS(handle self; string channel, payload;){ redis, TEXT("channel"), TEXT("hello") }, result));
    show_call("sadd", "rU" REDIS_ERROR, redis_sadd(PARAMETERS(handle self; string key; const string *at; size_t count;){ redis, TEXT("set"), members, 3 }, result));
    show_call("srem", "rU" REDIS_ERROR, redis_srem(PARAMETERS(handle self; string key; const string *at; size_t count;){ redis, TEXT("set"), members, 1 }, result));
    show_call("smembers", "r[s]" REDIS_ERROR, redis_smembers(redis, NAME("set"), result));
    show_call("smembers of a text", "r[s]" REDIS_ERROR, redis_smembers(redis, NAME("text"), result));
    show_call("execute set", "r[<_slb>]" REDIS_ERROR, redis_command(redis, TEXT("SET"), set, 2));
    show_call("execute get", "r[<_slb>]" REDIS_ERROR, redis_command(redis, TEXT("GET"), set, 1));
    show_call("execute incrby", "r[<_slb>]" REDIS_ERROR, redis_command(redis, TEXT("INCRBY"), set, 2));
    show_call("execute nothing", "r[<_slb>]" REDIS_ERROR, redis_command(redis, TEXT("GET"), &(redis_parameter){ .tag = 1, .text = { NAME("never") } }, 1));
    show_call("del", "rU" REDIS_ERROR, redis_del(redis, gone, COUNT(gone), result));
    redis_drop(redis);
}

#define SQL_ERROR "<sssss>"
#define MYSQL_VALUE "<?ahilBHULfdsb__>"
typedef struct {
    _Alignas(8) uint8_t tag;
    union { uint8_t b; uint16_t h; uint32_t i; uint64_t l; float f; double d; string text; };
} sql_parameter;

static const void *statement(handle connection, string text, const void *parameters, size_t count) {
    static struct { handle self; string text; const void *at; size_t count; } all;
    all = (__typeof__(all)){ connection, text, parameters, count };
    return &all;
}

static void mysql_show(const char *label, handle mysql, string text, const sql_parameter *parameters, size_t count) {
    wait_for_call(mysql_query(statement(mysql, text, parameters, count), result));
    show_line(label, *result ? "r([(sB)]UU)" SQL_ERROR : "B", result);
    if (*result) return;
    handle rows = HANDLE(12), end = HANDLE(16);
    put("  ");
    show("[(sB)]", &result[4]);
    put("\n");
    show_stream("[" MYSQL_VALUE "]", "r_" SQL_ERROR, rows, mysql_rows, mysql_rows_drop, end, mysql_result, mysql_result_drop);
}

static void mysql(void) {
    static const sql_parameter values[] = {
        { .tag = 0, .b = 1 }, { .tag = 1, .b = 0xff }, { .tag = 2, .h = 0xfffe }, { .tag = 3, .i = 0xfffffffd }, { .tag = 4, .l = 0xfffffffffffffffc },
        { .tag = 5, .b = 1 }, { .tag = 6, .h = 2 }, { .tag = 7, .i = 3 }, { .tag = 8, .l = 4 }, { .tag = 9, .f = 1.5f }, { .tag = 10, .d = -2.25 },
        { .tag = 11, .text = { NAME("text") } }, { .tag = 12, .text = { NAME("bytes") } }, { .tag = 13 },
    };
    show_call("open a host that is not allowed", "rU" SQL_ERROR, mysql_open(NAME("mysql://u:p@example.com/d"), result));
    string address = variable(NAME("mysql"));
    wait_for_call(mysql_open(address.at, address.length, result));
    handle mysql = HANDLE(4);
    show_call("create", "r_" SQL_ERROR, mysql_execute(statement(mysql, TEXT(
        "CREATE TEMPORARY TABLE every (o boolean, a tinyint, b smallint, c int, d bigint, e tinyint unsigned, f smallint unsigned, g int unsigned, "
        "h bigint unsigned, i float, j double, k varchar(9), l blob, m int)"), 0, 0), result));
    show_call("insert", "r_" SQL_ERROR, mysql_execute(statement(mysql, TEXT("INSERT INTO every VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"), values, COUNT(values)), result));
    mysql_show("query", mysql, TEXT("SELECT * FROM every"), 0, 0);
    mysql_show("query with a parameter", mysql, TEXT("SELECT k FROM every WHERE c = ? UNION ALL SELECT 'more'"), values + 3, 1);
    mysql_show("query of no rows", mysql, TEXT("SELECT k FROM every WHERE c = 0"), 0, 0);
    mysql_show("query with too few parameters", mysql, TEXT("SELECT ?"), 0, 0);
    mysql_show("query with too many parameters", mysql, TEXT("SELECT ?"), values, 2);
    wait_for_call(mysql_execute(statement(mysql, TEXT("SELEKT"), 0, 0), result));
    show_line("execute nonsense", "r_<ss~ss>", result);
    wait_for_call(mysql_query(statement(mysql, TEXT("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 900) SELECT x FROM n"), 0, 0), result));
    handle rows = HANDLE(12), end = HANDLE(16);
    count_stream("many rows", "[" MYSQL_VALUE "]", rows, mysql_rows, mysql_rows_drop);
    wait_for(end, mysql_result(end, result));
    show_line("end", "r_" SQL_ERROR, result);
    mysql_result_drop(end);

    // Rows that nobody reads do not stand in the way of the next statement.
    wait_for_call(mysql_query(statement(mysql, TEXT("SELECT k FROM every UNION ALL SELECT 'unread'"), 0, 0), result));
    rows = HANDLE(12), end = HANDLE(16);
    mysql_rows_drop(rows);
    mysql_result_drop(end);
    mysql_show("query after rows that were not read", mysql, TEXT("SELECT 1 AS one"), 0, 0);
    mysql_drop(mysql);
}

#define MQTT_ERROR "<__ss>"
static uint32_t mqtt_connect(string address) {
    return mqtt_open(PARAMETERS(string address, user, password; uint64_t keep_alive;){ address, TEXT(""), TEXT(""), 30 }, result);
}

static uint32_t mqtt_send(handle mqtt, string topic, string payload, uint8_t qos) {
    return mqtt_publish(PARAMETERS(handle self; string topic, payload; uint8_t qos;){ mqtt, topic, payload, qos }, result);
}

static void mqtt(void) {
    show_call("open a host that is not allowed", "rU" MQTT_ERROR, mqtt_connect(TEXT("mqtt://example.com")));
    show_call("open nonsense", "rU" MQTT_ERROR, mqtt_connect(TEXT("mqtt://:::")));
    wait_for_call(mqtt_connect(variable(NAME("mqtt"))));
    handle mqtt = HANDLE(4);
    show_call("publish at most once", "r_" MQTT_ERROR, mqtt_send(mqtt, TEXT("capabilities3/0"), TEXT("compiled zero"), 0));
    show_call("publish at least once", "r_" MQTT_ERROR, mqtt_send(mqtt, TEXT("capabilities3/1"), TEXT("compiled one"), 1));
    show_call("publish exactly once", "r_" MQTT_ERROR, mqtt_send(mqtt, TEXT("capabilities3/2"), TEXT("compiled two"), 2));
    wait_for_call(mqtt_send(mqtt, TEXT("a/#"), TEXT("x"), 0));
    show_line("publish to a wildcard", "r_<____>", result);
    mqtt_drop(mqtt);
}

#define SQLITE_ERROR "<____s>"
#define SQLITE_VALUE "<ldsb_>"
typedef struct { _Alignas(8) uint8_t tag; union { int64_t integer; double real; string text; }; } sqlite_parameter;

static void sqlite_show(const char *label, handle sqlite, string text, const sqlite_parameter *parameters, size_t count) {
    wait_for_call(sqlite_execute(statement(sqlite, text, parameters, count), result));
    show_line(label, *result ? "r([s]UU)" SQLITE_ERROR : "B", result);
    if (*result) return;
    handle rows = HANDLE(12), end = HANDLE(16);
    put("  ");
    show("[s]", &result[4]);
    put("\n");
    show_stream("([" SQLITE_VALUE "])", "r_" SQLITE_ERROR, rows, sqlite_rows, sqlite_rows_drop, end, sqlite_result, sqlite_result_drop);
}

static void sqlite(void) {
    static const sqlite_parameter values[] = {
        { .tag = 0, .integer = -5 }, { .tag = 1, .real = 2.5 }, { .tag = 2, .text = { NAME("text") } }, { .tag = 3, .text = { NAME("bytes") } }, { .tag = 4 },
    };
    show_call("open a database that is not granted", "rU" SQLITE_ERROR, sqlite_open(NAME("other"), result));
    wait_for_call(sqlite_open(NAME("default"), result));
    handle sqlite = HANDLE(4);
    sqlite_show("create", sqlite, TEXT("CREATE TABLE every (a, b, c, d, e)"), 0, 0);
    show_call("last-insert-rowid", "l", sqlite_last_rowid(sqlite, result));
    sqlite_show("insert", sqlite, TEXT("INSERT INTO every VALUES (?, ?, ?, ?, ?), (1, 2.0, 'x', x'79', NULL)"), values, COUNT(values));
    show_call("last-insert-rowid", "l", sqlite_last_rowid(sqlite, result));
    show_call("changes", "L", sqlite_changes(sqlite, result));
    sqlite_show("select", sqlite, TEXT("SELECT * FROM every ORDER BY a"), 0, 0);
    sqlite_show("select nothing", sqlite, TEXT("SELECT a FROM every WHERE a = ?"), values + 2, 1);
    sqlite_show("nonsense", sqlite, TEXT("SELEKT"), 0, 0);
    sqlite_show("an error after some rows", sqlite, TEXT("SELECT abs(x) FROM (SELECT 1 AS x UNION ALL SELECT -9223372036854775807 - 1)"), 0, 0);
    wait_for_call(sqlite_execute(statement(sqlite, TEXT("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5000) SELECT x FROM n"), 0, 0), result));
    handle rows = HANDLE(12), end = HANDLE(16);
    count_stream("many rows", "([" SQLITE_VALUE "])", rows, sqlite_rows, sqlite_rows_drop);
    wait_for(end, sqlite_result(end, result));
    show_line("end", "r_" SQLITE_ERROR, result);
    sqlite_result_drop(end);
    wait_for_call(sqlite_execute(statement(sqlite, TEXT("SELECT * FROM every"), 0, 0), result));
    rows = HANDLE(12), end = HANDLE(16);
    sqlite_rows_drop(rows);
    sqlite_result_drop(end);
    sqlite_show("drop", sqlite, TEXT("DROP TABLE every"), 0, 0);
    sqlite_drop(sqlite);
}

#define POSTGRES_ERROR "<ss<s(~sssos~)>ss>" // the text and what else there is say lines of the server's own source
#define POSTGRES_VALUE "<?ahilfdsb(iBB)(BBBU)(iBBBBBU)lsbs(o(iB)o(iB))(o(lB)o(lB))(o(sB)o(sB))[oi][ol][os][os](lii)_b>"
#define POSTGRES_COLUMNS "[(s<________________________s>)]"

typedef struct { uint8_t some; int32_t value; uint8_t kind; } bound32;
typedef struct { uint8_t some; int64_t value; uint8_t kind; } bound64;
typedef struct { uint8_t some; string value; uint8_t kind; } bound_text;
typedef struct { uint8_t some; int32_t value; } item32;
typedef struct { uint8_t some; int64_t value; } item64;
typedef struct { uint8_t some; string value; } item_text;
typedef struct { const void *at; size_t count; } list;
typedef struct {
    _Alignas(8) uint8_t tag;
    union {
        uint8_t b; int16_t h; int32_t i; int64_t l; float f; double d; string text; list items;
        struct { int32_t year; uint8_t month, day; } date;
        struct { uint8_t hour, minute, second; uint32_t nanosecond; } time;
        struct { int32_t year; uint8_t month, day, hour, minute, second; uint32_t nanosecond; } datetime;
        bound32 range32[2]; bound64 range64[2]; bound_text range_text[2];
        struct { int64_t micros; int32_t days, months; } interval;
    };
} postgres_parameter;

static void postgres_show(const char *label, handle postgres, string text, const postgres_parameter *parameters, size_t count) {
    wait_for_call(postgres_query(statement(postgres, text, parameters, count), result));
    show_line(label, *result ? "r(" POSTGRES_COLUMNS "UU)" POSTGRES_ERROR : "B", result);
    if (*result) return;
    handle rows = HANDLE(12), end = HANDLE(16);
    put("  ");
    show(POSTGRES_COLUMNS, &result[4]);
    put("\n");
    show_stream("[" POSTGRES_VALUE "]", "r_" POSTGRES_ERROR, rows, postgres_rows, postgres_rows_drop, end, postgres_result, postgres_result_drop);
}

static void postgres(void) {
    static const item32 numbers[] = { { 1, 1 }, { 0, 0 }, { 1, -3 } };
    static const item64 large[] = { { 1, 7000000000 } };
    static const item_text decimals[] = { { 1, { NAME("1.10") } }, { 0, { 0, 0 } } }, texts[] = { { 1, { NAME("x") } }, { 0, { 0, 0 } } };
    static const postgres_parameter values[] = {
        { .tag = 0, .b = 1 }, { .tag = 2, .h = -2 }, { .tag = 3, .i = -3 }, { .tag = 4, .l = -4 }, { .tag = 5, .f = 1.5f }, { .tag = 6, .d = -2.25 },
        { .tag = 7, .text = { NAME("text") } }, { .tag = 8, .text = { NAME("bytes") } }, { .tag = 9, .date = { 2026, 3, 15 } },
        { .tag = 10, .time = { 1, 2, 3, 4000 } }, { .tag = 11, .datetime = { 2026, 3, 15, 1, 2, 3, 4000 } }, { .tag = 12, .l = 1700000000 },
        { .tag = 13, .text = { NAME("11111111-2222-3333-4444-555555555555") } }, { .tag = 14, .text = { NAME("{\"a\": [1, null]}") } },
        { .tag = 15, .text = { NAME("123.450") } }, { .tag = 16, .range32 = { { 1, 1, 0 }, { 1, 5, 1 } } },
        { .tag = 17, .range64 = { { 0, 0, 0 }, { 1, 9, 1 } } }, { .tag = 18, .range_text = { { 1, { NAME("1.5") }, 1 }, { 1, { NAME("2.5") }, 0 } } },
        { .tag = 19, .items = { numbers, 3 } }, { .tag = 20, .items = { large, 1 } }, { .tag = 21, .items = { decimals, 2 } },
        { .tag = 22, .items = { texts, 2 } }, { .tag = 23, .interval = { 5, 2, 1 } }, { .tag = 24 },
    };
    show_call("open a host that is not allowed", "rU" POSTGRES_ERROR, postgres_open(NAME("postgres://u:p@example.com/d"), result));
    string address = variable(NAME("postgres"));
    wait_for_call(postgres_open(address.at, address.length, result));
    handle postgres = HANDLE(4);
    show_call("create", "rL" POSTGRES_ERROR, postgres_execute(statement(postgres, TEXT(
        "CREATE TEMP TABLE every (a bool, b int2, c int4, d int8, e float4, f float8, g text, h bytea, i date, j time, k timestamp, l timestamptz, m uuid, "
        "n jsonb, o numeric, p int4range, q int8range, r numrange, s int4[], t int8[], u numeric[], v text[], w interval, x text)"), 0, 0), result));
    show_call("insert", "rL" POSTGRES_ERROR, postgres_execute(statement(postgres, TEXT(
        "INSERT INTO every VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, "
        "$20, $21, $22, $23, $24)"), values, COUNT(values)), result));
    postgres_show("query", postgres, TEXT("SELECT * FROM every"), 0, 0);
    postgres_show("query of other types", postgres, TEXT("SELECT point(1, 2) AS p, 'c'::\"char\" AS c, $1::int4 AS i"), values + 2, 1);
    postgres_show("query of no rows", postgres, TEXT("SELECT c FROM every WHERE c = 0"), 0, 0);
    show_call("execute nonsense", "rL" POSTGRES_ERROR, postgres_execute(statement(postgres, TEXT("SELEKT"), 0, 0), result));
    postgres_show("query with too few parameters", postgres, TEXT("SELECT $1::int"), 0, 0);
    postgres_show("query with a parameter that does not fit", postgres, TEXT("SELECT $1::uuid"), &(postgres_parameter){ .tag = 13, .text = { NAME("x") } }, 1);
    wait_for_call(postgres_query(statement(postgres, TEXT("SELECT generate_series(1, 5000)"), 0, 0), result));
    handle rows = HANDLE(12), end = HANDLE(16);
    count_stream("many rows", "[" POSTGRES_VALUE "]", rows, postgres_rows, postgres_rows_drop);
    wait_for(end, postgres_result(end, result));
    show_line("end", "r_" POSTGRES_ERROR, result);
    postgres_result_drop(end);
    wait_for_call(postgres_query(statement(postgres, TEXT("SELECT generate_series(1, 5000)"), 0, 0), result));
    rows = HANDLE(12), end = HANDLE(16);
    postgres_rows_drop(rows);
    postgres_result_drop(end);
    postgres_show("query after rows that were not read", postgres, TEXT("SELECT 1 AS one"), 0, 0);
    postgres_show("an error after some rows", postgres, TEXT("SELECT 1 / (3 - x) AS q FROM generate_series(1, 3) AS x"), 0, 0);
    postgres_show("query nonsense", postgres, TEXT("SELEKT"), 0, 0);
    postgres_drop(postgres);

    handle builder = postgres_builder(address.at, address.length);
    postgres_set_ca_root(builder, NAME("no certificate"), result);
    show_line("set-ca-root", "r_<ss_ss>", result);
    wait_for_call(postgres_build(builder, result));
    show_line("build", "B", result);
    handle built = HANDLE(4);
    postgres_show("query on what was built", built, TEXT("SELECT 2 AS two"), 0, 0);
    postgres_drop(built);
    postgres_builder_drop(builder);
}

#include "../capabilities/otel.h"

// ---- requests --------------------------------------------------------------------------------------------------

static const struct { const char *path; void (*run)(void); } suites[] = {
    { "/variables", variables }, { "/key-value", key_value }, { "/redis", redis }, { "/mysql", mysql }, { "/mqtt", mqtt }, { "/sqlite", sqlite },
    { "/postgres", postgres }, { "/otel-tracing", otel_tracing }, { "/otel-logs", otel_logs }, { "/otel-metrics", otel_metrics },
};

EXPORT("[async-lift]wasi:http/handler@0.3.0#handle")
int32_t handle_request(handle request) {
    request_path(request, result);
    string path = *(string *)(void *)&result[4];
    request_drop(request);
    page_length = 0;
    for (size_t i = 0; i < COUNT(suites); i++) {
        size_t length = text_length(suites[i].path), same = 0;
        while (same < length && path.length == length && path.at[same] == suites[i].path[same]) same++;
        if (same == length) suites[i].run();
    }

    uint64_t contents = bytes_new(), trailers = trailers_new();
    response_new(fields_new(), 1, (handle)contents, (handle)trailers, result);
    handle response = HANDLE(0);
    sent_drop(HANDLE(4));
    handle_return(0, response, 0, 0, 0, 0, 0, 0);
    handle body = (handle)(contents >> 32), end = (handle)(trailers >> 32);
    for (size_t at = 0; at < page_length;) {
        uint32_t code = wait_for(body, bytes_put(body, page + at, page_length - at));
        at += code >> 4;
        if (code & 15) break;
    }
    bytes_end(body);
    static const uint64_t nothing[8];
    wait_for(end, trailers_put(end, nothing));
    trailers_end(end);
    return CALLBACK_EXIT;
}

// Nothing is ever left to wait for.
EXPORT("[callback][async-lift]wasi:http/handler@0.3.0#handle")
int32_t handle_callback(int32_t event, int32_t first, int32_t second) {
    (void)event, (void)first, (void)second;
    __builtin_trap();
}
