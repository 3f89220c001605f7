// A WASI preview 1 program of the command line. Its first argument says what it does.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int count, char **arguments) {
    const char *what = count > 1 ? arguments[1] : "";
    if (strcmp(what, "echo") == 0) {
        for (int i = 0; i < count; i++) printf("[%s]", arguments[i]);
        printf("\n");
        fprintf(stderr, "said to standard error\n");
        return 0;
    }
    if (strcmp(what, "cat") == 0) {
        char piece[4096];
        for (size_t length; (length = fread(piece, 1, sizeof piece, stdin)) > 0;) fwrite(piece, 1, length, stdout);
        return 0;
    }
    if (strcmp(what, "exit") == 0) return atoi(arguments[2]);
    if (strcmp(what, "trap") == 0) __builtin_trap();
    if (strcmp(what, "flood") == 0) {
        for (;;) puts("as much as anybody wants to read");
    }
    if (strcmp(what, "wait") == 0) {
        puts("waiting");
        fflush(stdout);
        sleep(1000);
    }
    return 0;
}
