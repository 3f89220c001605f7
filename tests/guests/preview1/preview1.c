// A WASI preview 1 program, with a libc, that answers requests as CGI has it. PATH_INFO says how.
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *variable(const char *name) {
    const char *value = getenv(name);
    return value ? value : "(none)";
}

static void show_request(int count, char **arguments) {
    for (int i = 0; i < count; i++) printf("[%s]", arguments[i]);
    const char *names[] = {
        "AUTH_TYPE", "CONTENT_LENGTH", "CONTENT_TYPE", "GATEWAY_INTERFACE", "PATH_INFO", "QUERY_STRING", "REQUEST_METHOD", "SCRIPT_NAME",
        "X_MATCHED_ROUTE", "X_RAW_PATH_INFO", "HTTP_X_GIVEN", "HTTP_AUTHORIZATION", "OWN" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) printf("\n%s=%s", names[i], variable(names[i]));
    char body[256];
    size_t length = fread(body, 1, sizeof body, stdin);
    printf("\nbody=%.*s\n", (int)length, body);
}

static void show_files(void) {
    DIR *root = opendir("/");
    for (struct dirent *entry; root && (entry = readdir(root));) printf("%s%s ", entry->d_name, entry->d_type == DT_DIR ? "/" : "");
    if (root) closedir(root);
    char text[64];
    FILE *file = fopen("/data/text.txt", "r");
    if (!file) { printf("no file\n"); return; }
    fseek(file, -5, SEEK_END);
    size_t length = fread(text, 1, sizeof text, file);
    fclose(file);
    struct stat status;
    stat("/data/text.txt", &status);
    printf("tail=%.*s size=%lld", (int)length, text, (long long)status.st_size);
    file = fopen("/data/new.txt", "w+");
    if (!file) { printf(" read-only\n"); return; }
    fputs("written", file);
    rewind(file);
    length = fread(text, 1, sizeof text, file);
    fclose(file);
    printf(" %.*s", (int)length, text);
    printf(" renamed=%d removed=%d missing=%d\n", rename("/data/new.txt", "/data/old.txt"), unlink("/data/old.txt"), access("/data/new.txt", F_OK));
}

static void wait_a_moment(void) {
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    usleep(30000);
    clock_gettime(CLOCK_MONOTONIC, &after);
    long long passed = (after.tv_sec - before.tv_sec) * 1000000000LL + after.tv_nsec - before.tv_nsec;
    printf("%s %s\n", passed >= 30000000 ? "waited" : "hurried", time(0) > 1700000000 ? "now" : "then");
}

static void pour(void) {
    static char block[65536];
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 64; i++) fwrite(block, 1, sizeof block, stdout);
}

int main(int count, char **arguments) {
    const char *mode = variable("PATH_INFO");
    if (!strcmp(mode, "/nothing")) return 0;
    if (!strcmp(mode, "/exit")) exit(3);
    if (!strcmp(mode, "/no-head")) { printf("no fields here\n"); return 0; }
    if (!strcmp(mode, "/trap")) __builtin_trap();
    if (!strcmp(mode, "/moved")) { printf("Location: /elsewhere\n\n"); return 0; }
    if (!strcmp(mode, "/teapot")) { printf("Status: 418 I'm a teapot\nX-Kind: short and stout\n\nno coffee"); return 0; }
    if (!strcmp(mode, "/bad-status")) { printf("Status: many\n\n"); return 0; }
    printf("Content-Type: text/plain\r\n\r\n");
    if (!strcmp(mode, "/files")) show_files();
    else if (!strcmp(mode, "/wait")) wait_a_moment();
    else if (!strcmp(mode, "/pour")) pour();
    else show_request(count, arguments);
    return 0;
}
