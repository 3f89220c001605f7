// Calls every function of the capabilities that is not async, and shows what comes back: one suite for a request, which its path names.
#define GUEST_HEAP_BYTES (1 << 22)
#include "guest.h"
#include "show.h"

#define CALL(interface, name) __attribute__((import_module(interface), import_name(name))) extern
#define NAME(text) text, sizeof text - 1
#define TEXT(text) ((string){ text, sizeof text - 1 })
#define OF(text) (text).at, (text).length
#define COUNT(array) (sizeof array / sizeof *array)

static _Alignas(8) uint8_t result[256];
#define HANDLE(at) (*(handle *)(void *)&result[at])

// Each call is followed by one of these: the first shows its result, the second only what went wrong.
static void shown(const char *label, const char *type) { show_line(label, type, result); }
static void quietly(const char *label, const char *type) { if (*result) shown(label, type); }

// ---- variables -------------------------------------------------------------------------------------------------

CALL("fermyon:spin/config", "get-config") void config_get(const char *, size_t, void *);
CALL("fermyon:spin/variables@2.0.0", "get") void variables_get(const char *, size_t, void *);
#define WASI_CONFIG "wasi:config/store@0.2.0-draft-2024-09-27"
CALL(WASI_CONFIG, "get") void wasi_config_get(const char *, size_t, void *);
CALL(WASI_CONFIG, "get-all") void wasi_config_all(void *);

static string variable(const char *name, size_t length) {
    variables_get(name, length, result);
    if (*result) __builtin_trap();
    return *(string *)(void *)&result[4];
}

static void variables(void) {
    config_get(NAME("greeting"), result), shown("config", "rs<ssss>");
    config_get(NAME("nothing"), result), shown("config undefined", "rs<ssss>");
    config_get(NAME("no name!"), result), shown("config invalid", "rs<ssss>");
    variables_get(NAME("greeting"), result), shown("variables", "rs<ssss>");
    variables_get(NAME("nothing"), result), shown("variables undefined", "rs<ssss>");
    variables_get(NAME("no name!"), result), shown("variables invalid", "rs<ssss>");
    wasi_config_get(NAME("greeting"), result), shown("wasi", "ros<ss>");
    wasi_config_get(NAME("nothing"), result), shown("wasi undefined", "ros<ss>");
    wasi_config_all(result), shown("wasi all", "r[(s~)]<ss>");
}

// ---- key-value -------------------------------------------------------------------------------------------------

#define KV1 "fermyon:spin/key-value"
CALL(KV1, "open") void kv1_open(const char *, size_t, void *);
CALL(KV1, "get") void kv1_get(uint32_t, const char *, size_t, void *);
CALL(KV1, "set") void kv1_set(uint32_t, const char *, size_t, const char *, size_t, void *);
CALL(KV1, "delete") void kv1_delete(uint32_t, const char *, size_t, void *);
CALL(KV1, "exists") void kv1_exists(uint32_t, const char *, size_t, void *);
CALL(KV1, "get-keys") void kv1_keys(uint32_t, void *);
CALL(KV1, "close") void kv1_close(uint32_t);

static void key_value_1(void) {
#define ERROR "<_____s>"
    kv1_open(NAME("other"), result), shown("open a store that is not granted", "rU" ERROR);
    kv1_open(NAME("default"), result);
    uint32_t store = (uint32_t)HANDLE(4);
    kv1_set(store, NAME("a"), NAME("one"), result), shown("set", "r_" ERROR);
    kv1_get(store, NAME("a"), result), shown("get", "rb" ERROR);
    kv1_get(store, NAME("never"), result), shown("get nothing", "rb" ERROR);
    kv1_exists(store, NAME("a"), result), shown("exists", "r?" ERROR);
    kv1_keys(store, result), shown("get-keys", "r[s]" ERROR);
    kv1_delete(store, NAME("a"), result), shown("delete", "r_" ERROR);
    kv1_exists(store, NAME("a"), result), shown("exists", "r?" ERROR);
    kv1_close(store);
    kv1_get(store, NAME("a"), result), shown("get from a store that is closed", "rb" ERROR);
#undef ERROR
}

#define KV2 "fermyon:spin/key-value@2.0.0"
CALL(KV2, "[static]store.open") void kv2_open(const char *, size_t, void *);
CALL(KV2, "[method]store.get") void kv2_get(handle, const char *, size_t, void *);
CALL(KV2, "[method]store.set") void kv2_set(handle, const char *, size_t, const char *, size_t, void *);
CALL(KV2, "[method]store.delete") void kv2_delete(handle, const char *, size_t, void *);
CALL(KV2, "[method]store.exists") void kv2_exists(handle, const char *, size_t, void *);
CALL(KV2, "[method]store.get-keys") void kv2_keys(handle, void *);
CALL(KV2, "[resource-drop]store") void kv2_drop(handle);

static void key_value_2(void) {
#define ERROR "<___s>"
    kv2_open(NAME("other"), result), shown("open a store that is not granted", "rU" ERROR);
    kv2_open(NAME("default"), result);
    handle store = HANDLE(4);
    kv2_set(store, NAME("a"), NAME("one"), result), shown("set", "r_" ERROR);
    kv2_get(store, NAME("a"), result), shown("get", "rob" ERROR);
    kv2_get(store, NAME("never"), result), shown("get nothing", "rob" ERROR);
    kv2_exists(store, NAME("a"), result), shown("exists", "r?" ERROR);
    kv2_keys(store, result), shown("get-keys", "r[s]" ERROR);
    kv2_delete(store, NAME("a"), result), shown("delete", "r_" ERROR);
    kv2_exists(store, NAME("a"), result), shown("exists", "r?" ERROR);
    kv2_drop(store);
#undef ERROR
}

#define BUCKET "wasi:keyvalue/store@0.2.0-draft2"
CALL(BUCKET, "open") void bucket_open(const char *, size_t, void *);
CALL(BUCKET, "[method]bucket.get") void bucket_get(handle, const char *, size_t, void *);
CALL(BUCKET, "[method]bucket.set") void bucket_set(handle, const char *, size_t, const char *, size_t, void *);
CALL(BUCKET, "[method]bucket.delete") void bucket_delete(handle, const char *, size_t, void *);
CALL(BUCKET, "[method]bucket.exists") void bucket_exists(handle, const char *, size_t, void *);
CALL(BUCKET, "[method]bucket.list-keys") void bucket_keys(handle, int32_t some, const char *, size_t, void *);
CALL(BUCKET, "[resource-drop]bucket") void bucket_drop(handle);
#define ATOMICS "wasi:keyvalue/atomics@0.2.0-draft2"
CALL(ATOMICS, "[static]cas.new") void cas_new(handle bucket, const char *, size_t, void *);
CALL(ATOMICS, "[method]cas.current") void cas_current(handle, void *);
CALL(ATOMICS, "[resource-drop]cas") void cas_drop(handle);
CALL(ATOMICS, "increment") void atomics_increment(handle bucket, const char *, size_t, int64_t, void *);
CALL(ATOMICS, "swap") void atomics_swap(handle cas, const char *, size_t, void *);
#define BATCH "wasi:keyvalue/batch@0.2.0-draft2"
CALL(BATCH, "get-many") void batch_get(handle bucket, const string *, size_t, void *);
CALL(BATCH, "set-many") void batch_set(handle bucket, const void *pairs, size_t, void *);
CALL(BATCH, "delete-many") void batch_delete(handle bucket, const string *, size_t, void *);

static void key_value_wasi(void) {
#define ERROR "<__s>"
    static const struct { string key, value; } pairs[] = { { { NAME("x") }, { NAME("1") } }, { { NAME("y") }, { NAME("2") } } };
    static const string keys[] = { { NAME("x") }, { NAME("never") }, { NAME("y") } };
    bucket_open(NAME("other"), result), shown("open a store that is not granted", "rU" ERROR);
    bucket_open(NAME("default"), result);
    handle bucket = HANDLE(4);
    bucket_set(bucket, NAME("a"), NAME("one"), result), shown("set", "r_" ERROR);
    bucket_get(bucket, NAME("a"), result), shown("get", "rob" ERROR);
    bucket_get(bucket, NAME("never"), result), shown("get nothing", "rob" ERROR);
    bucket_exists(bucket, NAME("a"), result), shown("exists", "r?" ERROR);
    bucket_keys(bucket, 0, 0, 0, result), shown("list-keys", "r([s]os)" ERROR);
    bucket_delete(bucket, NAME("a"), result), shown("delete", "r_" ERROR);

    batch_set(bucket, pairs, COUNT(pairs), result), shown("set-many", "r_" ERROR);
    batch_get(bucket, keys, COUNT(keys), result), shown("get-many", "r[(sob)]" ERROR);
    batch_delete(bucket, keys, COUNT(keys), result), shown("delete-many", "r_" ERROR);
    bucket_keys(bucket, 0, 0, 0, result), shown("list-keys", "r([s]os)" ERROR);

    atomics_increment(bucket, NAME("n"), 5, result), shown("increment", "rl" ERROR);
    atomics_increment(bucket, NAME("n"), -7, result), shown("increment", "rl" ERROR);
    cas_new(bucket, NAME("n"), result), quietly("cas", "rU" ERROR);
    handle cas = HANDLE(4);
    cas_current(cas, result), shown("current", "ro~" ERROR);
    bucket_set(bucket, NAME("n"), NAME("meanwhile"), result), quietly("set", "r_" ERROR);
    atomics_swap(cas, NAME("lost"), result), shown("swap of what has changed", "r_<" ERROR "_>");
    if (*result == 1 && result[4] == 1) {
        cas = HANDLE(8);
        cas_current(cas, result), shown("current", "rob" ERROR);
        atomics_swap(cas, NAME("won"), result), shown("swap", "r_<" ERROR "_>");
    }
    bucket_get(bucket, NAME("n"), result), shown("get", "rob" ERROR);
    cas_new(bucket, NAME("n"), result), quietly("cas", "rU" ERROR);
    cas_drop(HANDLE(4));
    bucket_delete(bucket, NAME("n"), result), quietly("delete", "r_" ERROR);
    bucket_drop(bucket);
#undef ERROR
}

// ---- Redis -----------------------------------------------------------------------------------------------------

typedef struct { _Alignas(8) uint8_t tag; union { int64_t number; string text; }; } redis_parameter;
static const redis_parameter redis_arguments[] = { { .tag = 1, .text = { NAME("key") } }, { .tag = 0, .number = -7 } };
static const string redis_members[] = { { NAME("x") }, { NAME("y") } };
static const string redis_keys[] = { { NAME("text") }, { NAME("number") }, { NAME("set") }, { NAME("key") } };

#define REDIS1 "fermyon:spin/redis"
#define TO const char *, size_t
CALL(REDIS1, "publish") void redis1_publish(TO, const char *, size_t, const char *, size_t, void *);
CALL(REDIS1, "get") void redis1_get(TO, const char *, size_t, void *);
CALL(REDIS1, "set") void redis1_set(TO, const char *, size_t, const char *, size_t, void *);
CALL(REDIS1, "incr") void redis1_incr(TO, const char *, size_t, void *);
CALL(REDIS1, "del") void redis1_del(TO, const string *, size_t, void *);
CALL(REDIS1, "sadd") void redis1_sadd(TO, const char *, size_t, const string *, size_t, void *);
CALL(REDIS1, "smembers") void redis1_smembers(TO, const char *, size_t, void *);
CALL(REDIS1, "srem") void redis1_srem(TO, const char *, size_t, const string *, size_t, void *);
CALL(REDIS1, "execute") void redis1_execute(TO, const char *, size_t, const redis_parameter *, size_t, void *);

static void redis_1(void) {
    string to = variable(NAME("redis"));
    redis1_get(NAME("redis://example.com"), NAME("text"), result), shown("get from a host that is not allowed", "rbB");
    redis1_set(OF(to), NAME("text"), NAME("value"), result), shown("set", "r_B");
    redis1_get(OF(to), NAME("text"), result), shown("get", "rbB");
    redis1_get(OF(to), NAME("never"), result), shown("get nothing", "rbB");
    redis1_incr(OF(to), NAME("number"), result), shown("incr", "rlB");
    redis1_incr(OF(to), NAME("text"), result), shown("incr a text", "rlB");
    redis1_publish(OF(to), NAME("channel"), NAME("hello"), result), shown("publish", "r_B");
    redis1_sadd(OF(to), NAME("set"), redis_members, 2, result), shown("sadd", "rlB");
    redis1_srem(OF(to), NAME("set"), redis_members, 1, result), shown("srem", "rlB");
    redis1_smembers(OF(to), NAME("set"), result), shown("smembers", "r[s]B");
    redis1_execute(OF(to), NAME("SET"), redis_arguments, 2, result), shown("execute set", "r[<_slb>]B");
    redis1_execute(OF(to), NAME("GET"), redis_arguments, 1, result), shown("execute get", "r[<_slb>]B");
    redis1_execute(OF(to), NAME("INCRBY"), redis_arguments, 2, result), shown("execute incrby", "r[<_slb>]B");
    redis1_del(OF(to), redis_keys, COUNT(redis_keys), result), shown("del", "rlB");
}

#define REDIS2 "fermyon:spin/redis@2.0.0"
CALL(REDIS2, "[static]connection.open") void redis2_open(const char *, size_t, void *);
CALL(REDIS2, "[method]connection.publish") void redis2_publish(handle, const char *, size_t, const char *, size_t, void *);
CALL(REDIS2, "[method]connection.get") void redis2_get(handle, const char *, size_t, void *);
CALL(REDIS2, "[method]connection.set") void redis2_set(handle, const char *, size_t, const char *, size_t, void *);
CALL(REDIS2, "[method]connection.incr") void redis2_incr(handle, const char *, size_t, void *);
CALL(REDIS2, "[method]connection.del") void redis2_del(handle, const string *, size_t, void *);
CALL(REDIS2, "[method]connection.sadd") void redis2_sadd(handle, const char *, size_t, const string *, size_t, void *);
CALL(REDIS2, "[method]connection.smembers") void redis2_smembers(handle, const char *, size_t, void *);
CALL(REDIS2, "[method]connection.srem") void redis2_srem(handle, const char *, size_t, const string *, size_t, void *);
CALL(REDIS2, "[method]connection.execute") void redis2_execute(handle, const char *, size_t, const redis_parameter *, size_t, void *);
CALL(REDIS2, "[resource-drop]connection") void redis2_drop(handle);

static void redis_2(void) {
#define ERROR "<___s>"
    redis2_open(NAME("redis://example.com"), result), shown("open a host that is not allowed", "rU" ERROR);
    string to = variable(NAME("redis"));
    redis2_open(OF(to), result), quietly("open", "rU" ERROR);
    handle redis = HANDLE(4);
    redis2_set(redis, NAME("text"), NAME("value"), result), shown("set", "r_" ERROR);
    redis2_get(redis, NAME("text"), result), shown("get", "rob" ERROR);
    redis2_get(redis, NAME("never"), result), shown("get nothing", "rob" ERROR);
    redis2_incr(redis, NAME("number"), result), shown("incr", "rl" ERROR);
    redis2_incr(redis, NAME("text"), result), shown("incr a text", "rl" ERROR);
    redis2_publish(redis, NAME("channel"), NAME("hello"), result), shown("publish", "r_" ERROR);
    redis2_sadd(redis, NAME("set"), redis_members, 2, result), shown("sadd", "rU" ERROR);
    redis2_srem(redis, NAME("set"), redis_members, 1, result), shown("srem", "rU" ERROR);
    redis2_smembers(redis, NAME("set"), result), shown("smembers", "r[s]" ERROR);
    redis2_execute(redis, NAME("SET"), redis_arguments, 2, result), shown("execute set", "r[<_slb>]" ERROR);
    redis2_execute(redis, NAME("GET"), redis_arguments, 1, result), shown("execute get", "r[<_slb>]" ERROR);
    redis2_execute(redis, NAME("INCRBY"), redis_arguments, 2, result), shown("execute incrby", "r[<_slb>]" ERROR);
    redis2_del(redis, redis_keys, COUNT(redis_keys), result), shown("del", "rU" ERROR);
    redis2_drop(redis);
#undef ERROR
}

// ---- SQL -------------------------------------------------------------------------------------------------------

// Both unversioned and 2.0.0 interfaces have these values, and Postgres and MySQL the same.
#define SQL_VALUE "<?ahilBHULfdsb__>"
#define SQL_ROWS "([(sB)][[" SQL_VALUE "]])"
#define SQL1_ERROR "<_sssss>"
#define SQL_ERROR "<sssss>"
typedef struct {
    _Alignas(8) uint8_t tag;
    union { uint8_t b; uint16_t h; uint32_t i; uint64_t l; float f; double d; string text; };
} sql_parameter;

static const sql_parameter mysql_values[] = {
    { .tag = 0, .b = 1 }, { .tag = 1, .b = 0xff }, { .tag = 2, .h = 0xfffe }, { .tag = 3, .i = 0xfffffffd }, { .tag = 4, .l = 0xfffffffffffffffc },
    { .tag = 5, .b = 1 }, { .tag = 6, .h = 2 }, { .tag = 7, .i = 3 }, { .tag = 8, .l = 4 }, { .tag = 9, .f = 1.5f }, { .tag = 10, .d = -2.25 },
    { .tag = 11, .text = { NAME("text") } }, { .tag = 12, .text = { NAME("bytes") } }, { .tag = 13 },
};
static const sql_parameter postgres_values[] = {
    { .tag = 0, .b = 1 }, { .tag = 2, .h = 0xfffe }, { .tag = 3, .i = 0xfffffffd }, { .tag = 4, .l = 0xfffffffffffffffc }, { .tag = 9, .f = 1.5f },
    { .tag = 10, .d = -2.25 }, { .tag = 11, .text = { NAME("text") } }, { .tag = 12, .text = { NAME("bytes") } }, { .tag = 13 },
};
#define MYSQL_TABLE "(o boolean, a tinyint, b smallint, c int, d bigint, e tinyint unsigned, f smallint unsigned, g int unsigned, " \
    "h bigint unsigned, i float, j double, k varchar(9), l blob, m int)"
#define POSTGRES_TABLE "(a bool, b int2, c int4, d int8, e float4, f float8, g text, h bytea, i text)"

#define MYSQL1 "fermyon:spin/mysql"
CALL(MYSQL1, "query") void mysql1_query(TO, const char *, size_t, const sql_parameter *, size_t, void *);
CALL(MYSQL1, "execute") void mysql1_execute(TO, const char *, size_t, const sql_parameter *, size_t, void *);

static void mysql_1(void) {
    string to = variable(NAME("mysql"));
    mysql1_query(NAME("mysql://u:p@example.com/d"), NAME("SELECT 1"), 0, 0, result), shown("query a host that is not allowed", "r" SQL_ROWS SQL1_ERROR);
    mysql1_execute(OF(to), NAME("CREATE OR REPLACE TABLE every_1 " MYSQL_TABLE), 0, 0, result), shown("create", "r_" SQL1_ERROR);
    mysql1_execute(OF(to), NAME("INSERT INTO every_1 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"), mysql_values, COUNT(mysql_values), result);
    shown("insert", "r_" SQL1_ERROR);
    mysql1_query(OF(to), NAME("SELECT * FROM every_1 WHERE c = ?"), mysql_values + 3, 1, result), shown("query", "r" SQL_ROWS SQL1_ERROR);
    mysql1_query(OF(to), NAME("SELEKT"), 0, 0, result), shown("nonsense", "r" SQL_ROWS "<_ss~ss>");
    mysql1_execute(OF(to), NAME("DROP TABLE every_1"), 0, 0, result), shown("drop", "r_" SQL1_ERROR);
}

#define MYSQL2 "fermyon:spin/mysql@2.0.0"
CALL(MYSQL2, "[static]connection.open") void mysql2_open(const char *, size_t, void *);
CALL(MYSQL2, "[method]connection.query") void mysql2_query(handle, const char *, size_t, const sql_parameter *, size_t, void *);
CALL(MYSQL2, "[method]connection.execute") void mysql2_execute(handle, const char *, size_t, const sql_parameter *, size_t, void *);
CALL(MYSQL2, "[resource-drop]connection") void mysql2_drop(handle);

static void mysql_2(void) {
    mysql2_open(NAME("mysql://u:p@example.com/d"), result), shown("open a host that is not allowed", "rU" SQL_ERROR);
    string to = variable(NAME("mysql"));
    mysql2_open(OF(to), result), quietly("open", "rU" SQL_ERROR);
    handle mysql = HANDLE(4);
    mysql2_execute(mysql, NAME("CREATE TEMPORARY TABLE every " MYSQL_TABLE), 0, 0, result), shown("create", "r_" SQL_ERROR);
    mysql2_execute(mysql, NAME("INSERT INTO every VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"), mysql_values, COUNT(mysql_values), result);
    shown("insert", "r_" SQL_ERROR);
    mysql2_query(mysql, NAME("SELECT * FROM every"), 0, 0, result), shown("query", "r" SQL_ROWS SQL_ERROR);
    mysql2_query(mysql, NAME("SELECT ?"), 0, 0, result), shown("query with too few parameters", "r" SQL_ROWS SQL_ERROR);
    mysql2_query(mysql, NAME("SELEKT"), 0, 0, result), shown("nonsense", "r" SQL_ROWS "<ss~ss>");
    mysql2_drop(mysql);
}

#define POSTGRES1 "fermyon:spin/postgres"
CALL(POSTGRES1, "query") void postgres1_query(TO, const char *, size_t, const sql_parameter *, size_t, void *);
CALL(POSTGRES1, "execute") void postgres1_execute(TO, const char *, size_t, const sql_parameter *, size_t, void *);

static void postgres_1(void) {
    string to = variable(NAME("postgres"));
    postgres1_query(NAME("postgres://u:p@example.com/d"), NAME("SELECT 1"), 0, 0, result), shown("query a host that is not allowed", "r" SQL_ROWS SQL1_ERROR);
    postgres1_execute(OF(to), NAME("DROP TABLE IF EXISTS every_1"), 0, 0, result), quietly("drop", "rL" SQL1_ERROR);
    postgres1_execute(OF(to), NAME("CREATE TABLE every_1 " POSTGRES_TABLE), 0, 0, result), shown("create", "rL" SQL1_ERROR);
    postgres1_execute(OF(to), NAME("INSERT INTO every_1 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"), postgres_values, COUNT(postgres_values), result);
    shown("insert", "rL" SQL1_ERROR);
    postgres1_query(OF(to), NAME("SELECT * FROM every_1 WHERE c = $1"), postgres_values + 2, 1, result), shown("query", "r" SQL_ROWS SQL1_ERROR);
    postgres1_query(OF(to), NAME("SELEKT"), 0, 0, result), shown("nonsense", "r" SQL_ROWS "<_ss~ss>");
    postgres1_execute(OF(to), NAME("DROP TABLE every_1"), 0, 0, result), shown("drop", "rL" SQL1_ERROR);
}

#define POSTGRES2 "fermyon:spin/postgres@2.0.0"
CALL(POSTGRES2, "[static]connection.open") void postgres2_open(const char *, size_t, void *);
CALL(POSTGRES2, "[method]connection.query") void postgres2_query(handle, const char *, size_t, const sql_parameter *, size_t, void *);
CALL(POSTGRES2, "[method]connection.execute") void postgres2_execute(handle, const char *, size_t, const sql_parameter *, size_t, void *);
CALL(POSTGRES2, "[resource-drop]connection") void postgres2_drop(handle);

static void postgres_2(void) {
    postgres2_open(NAME("postgres://u:p@example.com/d"), result), shown("open a host that is not allowed", "rU" SQL_ERROR);
    string to = variable(NAME("postgres"));
    postgres2_open(OF(to), result), quietly("open", "rU" SQL_ERROR);
    handle postgres = HANDLE(4);
    postgres2_execute(postgres, NAME("CREATE TEMP TABLE every " POSTGRES_TABLE), 0, 0, result), shown("create", "rL" SQL_ERROR);
    postgres2_execute(postgres, NAME("INSERT INTO every VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"), postgres_values, COUNT(postgres_values), result);
    shown("insert", "rL" SQL_ERROR);
    postgres2_query(postgres, NAME("SELECT * FROM every"), 0, 0, result), shown("query", "r" SQL_ROWS SQL_ERROR);
    postgres2_query(postgres, NAME("SELECT DATE '2026-03-15' AS d"), 0, 0, result), shown("query of another type", "r" SQL_ROWS SQL_ERROR);
    postgres2_query(postgres, NAME("SELECT $1::int"), 0, 0, result), shown("query with too few parameters", "r" SQL_ROWS "<ss~ss>");
    postgres2_query(postgres, NAME("SELEKT"), 0, 0, result), shown("nonsense", "r" SQL_ROWS "<ss~ss>");
    postgres2_drop(postgres);
}

typedef struct { const void *at; size_t count; } list;
typedef struct { uint8_t some; int32_t value; uint8_t kind; } bound32;
typedef struct { uint8_t some; int64_t value; uint8_t kind; } bound64;
typedef struct { uint8_t some; string value; uint8_t kind; } bound_text;
typedef union {
    uint8_t b; int16_t h; int32_t i; int64_t l; float f; double d; string text; list items;
    struct { int32_t year; uint8_t month, day; } date;
    struct { uint8_t hour, minute, second; uint32_t nanosecond; } time;
    struct { int32_t year; uint8_t month, day, hour, minute, second; uint32_t nanosecond; } datetime;
} postgres_value;
typedef struct { _Alignas(8) uint8_t tag; postgres_value of; } postgres3_parameter;
typedef struct {
    _Alignas(8) uint8_t tag;
    union { postgres_value of; bound32 range32[2]; bound64 range64[2]; bound_text range_text[2]; struct { int64_t micros; int32_t days, months; } interval; };
} postgres4_parameter;
#define DATES { .tag = 9, .of.date = { 2026, 3, 15 } }, { .tag = 10, .of.time = { 1, 2, 3, 4000 } }, \
    { .tag = 11, .of.datetime = { 2026, 3, 15, 1, 2, 3, 4000 } }, { .tag = 12, .of.l = 1700000000 }

#define POSTGRES3 "spin:postgres/postgres@3.0.0"
#define POSTGRES3_ROWS "([(sB)][[<?ahilfdsb(iBB)(BBBU)(iBBBBBU)l__>]])"
CALL(POSTGRES3, "[static]connection.open") void postgres3_open(const char *, size_t, void *);
CALL(POSTGRES3, "[method]connection.query") void postgres3_query(handle, const char *, size_t, const postgres3_parameter *, size_t, void *);
CALL(POSTGRES3, "[method]connection.execute") void postgres3_execute(handle, const char *, size_t, const postgres3_parameter *, size_t, void *);
CALL(POSTGRES3, "[resource-drop]connection") void postgres3_drop(handle);

static void postgres_3(void) {
    static const postgres3_parameter values[] = {
        { .tag = 0, .of.b = 1 }, { .tag = 2, .of.h = -2 }, { .tag = 3, .of.i = -3 }, { .tag = 4, .of.l = -4 }, { .tag = 5, .of.f = 1.5f },
        { .tag = 6, .of.d = -2.25 }, { .tag = 7, .of.text = { NAME("text") } }, { .tag = 8, .of.text = { NAME("bytes") } }, DATES, { .tag = 13 },
    };
    postgres3_open(NAME("postgres://u:p@example.com/d"), result), shown("open a host that is not allowed", "rU" SQL_ERROR);
    string to = variable(NAME("postgres"));
    postgres3_open(OF(to), result), quietly("open", "rU" SQL_ERROR);
    handle postgres = HANDLE(4);
    postgres3_execute(postgres, NAME(
        "CREATE TEMP TABLE every (a bool, b int2, c int4, d int8, e float4, f float8, g text, h bytea, i date, j time, k timestamp, l timestamptz, m text)"),
        0, 0, result), shown("create", "rL" SQL_ERROR);
    postgres3_execute(postgres, NAME("INSERT INTO every VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"), values, COUNT(values), result);
    shown("insert", "rL" SQL_ERROR);
    postgres3_query(postgres, NAME("SELECT * FROM every"), 0, 0, result), shown("query", "r" POSTGRES3_ROWS SQL_ERROR);
    postgres3_query(postgres, NAME("SELECT point(1, 2) AS p"), 0, 0, result), shown("query of another type", "r" POSTGRES3_ROWS SQL_ERROR);
    postgres3_query(postgres, NAME("SELEKT"), 0, 0, result), shown("nonsense", "r" POSTGRES3_ROWS "<ss~ss>");
    postgres3_drop(postgres);
}

#define POSTGRES4 "spin:postgres/postgres@4.2.0"
#define POSTGRES4_ERROR "<ss<s(~sssos~)>ss>" // the text and what else there is say lines of the server's own source
#define POSTGRES4_ROWS "([(s<________________________s>)][[<?ahilfdsb(iBB)(BBBU)(iBBBBBU)lsbs(o(iB)o(iB))(o(lB)o(lB))(o(sB)o(sB))[oi][ol][os][os](lii)_b>]])"
CALL(POSTGRES4, "[constructor]connection-builder") handle postgres4_builder(const char *, size_t);
CALL(POSTGRES4, "[method]connection-builder.set-ca-root") void postgres4_set_ca_root(handle, const char *, size_t, void *);
CALL(POSTGRES4, "[method]connection-builder.build") void postgres4_build(handle, void *);
CALL(POSTGRES4, "[resource-drop]connection-builder") void postgres4_builder_drop(handle);
CALL(POSTGRES4, "[static]connection.open") void postgres4_open(const char *, size_t, void *);
CALL(POSTGRES4, "[method]connection.query") void postgres4_query(handle, const char *, size_t, const postgres4_parameter *, size_t, void *);
CALL(POSTGRES4, "[method]connection.execute") void postgres4_execute(handle, const char *, size_t, const postgres4_parameter *, size_t, void *);
CALL(POSTGRES4, "[resource-drop]connection") void postgres4_drop(handle);

static void postgres_4(void) {
    static const struct { uint8_t some; int32_t value; } numbers[] = { { 1, 1 }, { 0, 0 }, { 1, -3 } };
    static const struct { uint8_t some; int64_t value; } large[] = { { 1, 7000000000 } };
    static const struct { uint8_t some; string value; } decimals[] = { { 1, { NAME("1.10") } }, { 0, { 0, 0 } } }, texts[] = { { 1, { NAME("x") } }, { 0, { 0, 0 } } };
    static const postgres4_parameter values[] = {
        { .tag = 0, .of.b = 1 }, { .tag = 2, .of.h = -2 }, { .tag = 3, .of.i = -3 }, { .tag = 4, .of.l = -4 }, { .tag = 5, .of.f = 1.5f },
        { .tag = 6, .of.d = -2.25 }, { .tag = 7, .of.text = { NAME("text") } }, { .tag = 8, .of.text = { NAME("bytes") } }, DATES,
        { .tag = 13, .of.text = { NAME("11111111-2222-3333-4444-555555555555") } }, { .tag = 14, .of.text = { NAME("{\"a\": [1, null]}") } },
        { .tag = 15, .of.text = { NAME("123.450") } }, { .tag = 16, .range32 = { { 1, 1, 0 }, { 1, 5, 1 } } },
        { .tag = 17, .range64 = { { 0, 0, 0 }, { 1, 9, 1 } } }, { .tag = 18, .range_text = { { 1, { NAME("1.5") }, 1 }, { 1, { NAME("2.5") }, 0 } } },
        { .tag = 19, .of.items = { numbers, 3 } }, { .tag = 20, .of.items = { large, 1 } }, { .tag = 21, .of.items = { decimals, 2 } },
        { .tag = 22, .of.items = { texts, 2 } }, { .tag = 23, .interval = { 5, 2, 1 } }, { .tag = 24 },
    };
    postgres4_open(NAME("postgres://u:p@example.com/d"), result), shown("open a host that is not allowed", "rU" POSTGRES4_ERROR);
    string to = variable(NAME("postgres"));
    postgres4_open(OF(to), result), quietly("open", "rU" POSTGRES4_ERROR);
    handle postgres = HANDLE(4);
    postgres4_execute(postgres, NAME(
        "CREATE TEMP TABLE every (a bool, b int2, c int4, d int8, e float4, f float8, g text, h bytea, i date, j time, k timestamp, l timestamptz, m uuid, "
        "n jsonb, o numeric, p int4range, q int8range, r numrange, s int4[], t int8[], u numeric[], v text[], w interval, x text)"), 0, 0, result);
    shown("create", "rL" POSTGRES4_ERROR);
    postgres4_execute(postgres, NAME(
        "INSERT INTO every VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)"),
        values, COUNT(values), result), shown("insert", "rL" POSTGRES4_ERROR);
    postgres4_query(postgres, NAME("SELECT * FROM every"), 0, 0, result), shown("query", "r" POSTGRES4_ROWS POSTGRES4_ERROR);
    postgres4_query(postgres, NAME("SELECT point(1, 2) AS p"), 0, 0, result), shown("query of another type", "r" POSTGRES4_ROWS POSTGRES4_ERROR);
    postgres4_query(postgres, NAME("SELECT $1::int"), 0, 0, result), shown("query with too few parameters", "r" POSTGRES4_ROWS POSTGRES4_ERROR);
    postgres4_query(postgres, NAME("SELEKT"), 0, 0, result), shown("nonsense", "r" POSTGRES4_ROWS POSTGRES4_ERROR);
    postgres4_drop(postgres);
    handle builder = postgres4_builder(OF(to));
    postgres4_set_ca_root(builder, NAME("no certificate"), result), shown("set-ca-root", "r_" POSTGRES4_ERROR);
    postgres4_build(builder, result), quietly("build", "rU" POSTGRES4_ERROR);
    postgres = HANDLE(4);
    postgres4_query(postgres, NAME("SELECT 2 AS two"), 0, 0, result), shown("query on what was built", "r" POSTGRES4_ROWS POSTGRES4_ERROR);
    postgres4_drop(postgres);
    postgres4_builder_drop(builder);
}

// ---- SQLite ----------------------------------------------------------------------------------------------------

#define SQLITE_ERROR "<____s>"
#define SQLITE_ROWS "([s][([<ldsb_>])])"
typedef struct { _Alignas(8) uint8_t tag; union { int64_t integer; double real; string text; }; } sqlite_parameter;
static const sqlite_parameter sqlite_values[] = {
    { .tag = 0, .integer = -5 }, { .tag = 1, .real = 2.5 }, { .tag = 2, .text = { NAME("text") } }, { .tag = 3, .text = { NAME("bytes") } }, { .tag = 4 },
};
#define SQLITE_CREATE "CREATE TEMP TABLE every (a, b, c, d, e)"
#define SQLITE_INSERT "INSERT INTO every VALUES (?, ?, ?, ?, ?), (1, 2.0, 'x', x'79', NULL)"

#define SQLITE1 "fermyon:spin/sqlite"
CALL(SQLITE1, "open") void sqlite1_open(const char *, size_t, void *);
CALL(SQLITE1, "execute") void sqlite1_execute(uint32_t, const char *, size_t, const sqlite_parameter *, size_t, void *);
CALL(SQLITE1, "close") void sqlite1_close(uint32_t);

static void sqlite_1(void) {
    sqlite1_open(NAME("other"), result), shown("open a database that is not granted", "rU" SQLITE_ERROR);
    sqlite1_open(NAME("default"), result);
    uint32_t sqlite = (uint32_t)HANDLE(4);
    sqlite1_execute(sqlite, NAME(SQLITE_CREATE), 0, 0, result), shown("create", "r" SQLITE_ROWS SQLITE_ERROR);
    sqlite1_execute(sqlite, NAME(SQLITE_INSERT), sqlite_values, COUNT(sqlite_values), result), shown("insert", "r" SQLITE_ROWS SQLITE_ERROR);
    sqlite1_execute(sqlite, NAME("SELECT * FROM every ORDER BY a"), 0, 0, result), shown("select", "r" SQLITE_ROWS SQLITE_ERROR);
    sqlite1_execute(sqlite, NAME("SELEKT"), 0, 0, result), shown("nonsense", "r" SQLITE_ROWS SQLITE_ERROR);
    sqlite1_close(sqlite);
    sqlite1_execute(sqlite, NAME("SELECT 1"), 0, 0, result), shown("execute on what is closed", "r" SQLITE_ROWS SQLITE_ERROR);
}

#define SQLITE2 "fermyon:spin/sqlite@2.0.0"
CALL(SQLITE2, "[static]connection.open") void sqlite2_open(const char *, size_t, void *);
CALL(SQLITE2, "[method]connection.execute") void sqlite2_execute(handle, const char *, size_t, const sqlite_parameter *, size_t, void *);
CALL(SQLITE2, "[resource-drop]connection") void sqlite2_drop(handle);

static void sqlite_2(void) {
    sqlite2_open(NAME("other"), result), shown("open a database that is not granted", "rU" SQLITE_ERROR);
    sqlite2_open(NAME("default"), result);
    handle sqlite = HANDLE(4);
    sqlite2_execute(sqlite, NAME(SQLITE_CREATE), 0, 0, result), shown("create", "r" SQLITE_ROWS SQLITE_ERROR);
    sqlite2_execute(sqlite, NAME(SQLITE_INSERT), sqlite_values, COUNT(sqlite_values), result), shown("insert", "r" SQLITE_ROWS SQLITE_ERROR);
    sqlite2_execute(sqlite, NAME("SELECT * FROM every ORDER BY a"), 0, 0, result), shown("select", "r" SQLITE_ROWS SQLITE_ERROR);
    sqlite2_execute(sqlite, NAME("SELEKT"), 0, 0, result), shown("nonsense", "r" SQLITE_ROWS SQLITE_ERROR);
    sqlite2_drop(sqlite);
}

#define SQLITE3 "spin:sqlite/sqlite@3.1.0"
CALL(SQLITE3, "[static]connection.open") void sqlite3_open(const char *, size_t, void *);
CALL(SQLITE3, "[method]connection.execute") void sqlite3_execute(handle, const char *, size_t, const sqlite_parameter *, size_t, void *);
CALL(SQLITE3, "[method]connection.last-insert-rowid") int64_t sqlite3_last_rowid(handle);
CALL(SQLITE3, "[method]connection.changes") uint64_t sqlite3_changes(handle);
CALL(SQLITE3, "[resource-drop]connection") void sqlite3_drop(handle);

static void sqlite_3(void) {
    sqlite3_open(NAME("other"), result), shown("open a database that is not granted", "rU" SQLITE_ERROR);
    sqlite3_open(NAME("default"), result);
    handle sqlite = HANDLE(4);
    sqlite3_execute(sqlite, NAME(SQLITE_CREATE), 0, 0, result), shown("create", "r" SQLITE_ROWS SQLITE_ERROR);
    sqlite3_execute(sqlite, NAME(SQLITE_INSERT), sqlite_values, COUNT(sqlite_values), result), shown("insert", "r" SQLITE_ROWS SQLITE_ERROR);
    show_line("last-insert-rowid", "l", &(int64_t){ sqlite3_last_rowid(sqlite) });
    show_line("changes", "L", &(uint64_t){ sqlite3_changes(sqlite) });
    sqlite3_execute(sqlite, NAME("SELECT * FROM every ORDER BY a"), 0, 0, result), shown("select", "r" SQLITE_ROWS SQLITE_ERROR);
    sqlite3_execute(sqlite, NAME("SELEKT"), 0, 0, result), shown("nonsense", "r" SQLITE_ROWS SQLITE_ERROR);
    sqlite3_drop(sqlite);
}

// ---- MQTT ------------------------------------------------------------------------------------------------------

#define MQTT "fermyon:spin/mqtt@2.0.0"
CALL(MQTT, "[static]connection.open") void mqtt_open(TO, const char *, size_t, const char *, size_t, uint64_t, void *);
CALL(MQTT, "[method]connection.publish") void mqtt_publish(handle, const char *, size_t, const char *, size_t, int32_t, void *);
CALL(MQTT, "[resource-drop]connection") void mqtt_drop(handle);

static void mqtt_2(void) {
#define ERROR "<__ss>"
    mqtt_open(NAME("mqtt://example.com"), NAME(""), NAME(""), 30, result), shown("open a host that is not allowed", "rU" ERROR);
    mqtt_open(NAME("mqtt://:::"), NAME(""), NAME(""), 30, result), shown("open nonsense", "rU" ERROR);
    string to = variable(NAME("mqtt"));
    mqtt_open(OF(to), NAME(""), NAME(""), 30, result), quietly("open", "rU" ERROR);
    handle mqtt = HANDLE(4);
    mqtt_publish(mqtt, NAME("capabilities/0"), NAME("compiled zero"), 0, result), shown("publish at most once", "r_" ERROR);
    mqtt_publish(mqtt, NAME("capabilities/1"), NAME("compiled one"), 1, result), shown("publish at least once", "r_" ERROR);
    mqtt_publish(mqtt, NAME("capabilities/2"), NAME("compiled two"), 2, result), shown("publish exactly once", "r_" ERROR);
    mqtt_publish(mqtt, NAME("a/#"), NAME("x"), 0, result), shown("publish to a wildcard", "r_<__~~>");
    mqtt_drop(mqtt);
#undef ERROR
}

// ---- HTTP ------------------------------------------------------------------------------------------------------

#define METHOD_GET 0
#define METHOD_POST 1
CALL("fermyon:spin/http", "send-request") void http_send(int32_t method, const char *uri, size_t, const void *headers, size_t, const void *params, size_t,
    int32_t some_body, const char *body, size_t, void *);

static void http(void) {
#define ANSWER "r(Ho~ob)B"
    static const struct { string name, value; } headers[] = { { { NAME("x-name") }, { NAME("Ada") } } };
    string web = variable(NAME("web"));
    http_send(METHOD_POST, OF(web), headers, COUNT(headers), 0, 0, 1, NAME("body"), result), shown("post", ANSWER);
    http_send(METHOD_GET, OF(web), 0, 0, 0, 0, 0, 0, 0, result), shown("get", ANSWER);
    http_send(METHOD_GET, NAME("http://example.com/"), 0, 0, 0, 0, 0, 0, 0, result), shown("get from a host that is not allowed", ANSWER);
    http_send(METHOD_GET, NAME("nonsense"), 0, 0, 0, 0, 0, 0, 0, result), shown("get nonsense", ANSWER);
#undef ANSWER
}

// ---- language models -------------------------------------------------------------------------------------------

typedef void infer(const char *model, size_t, const char *prompt, size_t, int32_t some, uint32_t tokens, float penalty, uint32_t last, float temperature,
    uint32_t k, float p, void *);
typedef void embed(const char *model, size_t, const string *texts, size_t, void *);
CALL("fermyon:spin/llm", "infer") infer llm1_infer;
CALL("fermyon:spin/llm", "generate-embeddings") embed llm1_embed;
CALL("fermyon:spin/llm@2.0.0", "infer") infer llm2_infer;
CALL("fermyon:spin/llm@2.0.0", "generate-embeddings") embed llm2_embed;

// Both versions have the same functions.
static void llm(infer *infer, embed *embed) {
#define ERROR "<_ss>"
    static const string texts[] = { { NAME("a") }, { NAME("bb") } };
    infer(NAME("small"), NAME("hi"), 0, 0, 0, 0, 0, 0, 0, result), shown("infer", "r(s(UU))" ERROR);
    infer(NAME("small"), NAME("hi"), 1, 5, 1.5f, 6, 0.25f, 7, 0.5f, result), shown("infer with parameters", "r(s(UU))" ERROR);
    infer(NAME("large"), NAME("hi"), 0, 0, 0, 0, 0, 0, 0, result), shown("infer by a model that is not granted", "r(s(UU))" ERROR);
    embed(NAME("small"), texts, COUNT(texts), result), shown("generate-embeddings", "r([[f]](U))" ERROR);
    embed(NAME("small"), 0, 0, result), shown("generate-embeddings of nothing", "r([[f]](U))" ERROR);
#undef ERROR
}

static void llm_1(void) { llm(llm1_infer, llm1_embed); }
static void llm_2(void) { llm(llm2_infer, llm2_embed); }

#include "otel.h"

// ---- requests --------------------------------------------------------------------------------------------------

static const struct { const char *path; void (*run)(void); } suites[] = {
    { "/variables", variables }, { "/key-value-1", key_value_1 }, { "/key-value-2", key_value_2 }, { "/key-value-wasi", key_value_wasi },
    { "/redis-1", redis_1 }, { "/redis-2", redis_2 }, { "/mysql-1", mysql_1 }, { "/mysql-2", mysql_2 }, { "/postgres-1", postgres_1 },
    { "/postgres-2", postgres_2 }, { "/postgres-3", postgres_3 }, { "/postgres-4", postgres_4 }, { "/sqlite-1", sqlite_1 },
    { "/sqlite-2", sqlite_2 }, { "/sqlite-3", sqlite_3 }, { "/mqtt", mqtt_2 }, { "/http", http }, { "/llm-1", llm_1 }, { "/llm-2", llm_2 },
    { "/otel-tracing", otel_tracing }, { "/otel-logs", otel_logs }, { "/otel-metrics", otel_metrics },
};

GUEST_EXPORT("wasi:http/incoming-handler@" WASI_VERSION "#handle")
void handle_request(handle request, handle outparam) {
    option_string path;
    request_path(request, &path);
    request_drop(request);
    for (size_t i = 0; i < COUNT(suites); i++) {
        size_t length = text_length(suites[i].path), same = 0;
        while (same < length && path.value.length == length && path.value.at[same] == suites[i].path[same]) same++;
        if (same == length) suites[i].run();
    }
    response_writer writer = response_start(outparam, 200);
    response_write(writer, page, page_length);
    response_end(writer);
}
