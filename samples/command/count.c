// Counts the lines, words and bytes of its standard input, or with -l, -w, -c those that are asked for.
#include <ctype.h>
#include <stdio.h>
#include <string.h>

int main(int count, char **arguments) {
    const char *wanted = "lwc";
    if (count > 2 || (count == 2 && (arguments[1][0] != '-' || !strchr(wanted, arguments[1][1]) || strlen(arguments[1]) != 2))) {
        fprintf(stderr, "usage: %s [-l | -w | -c]\n", arguments[0]);
        return 2;
    }
    if (count == 2) wanted = arguments[1] + 1;

    long lines = 0, words = 0, bytes = 0;
    int in_word = 0;
    for (int c; (c = getchar()) != EOF; bytes++) {
        lines += c == '\n';
        words += !in_word && !isspace(c);
        in_word = !isspace(c);
    }
    for (const char *what = wanted; *what; what++) printf("%ld%c", *what == 'l' ? lines : *what == 'w' ? words : bytes, what[1] ? ' ' : '\n');
    return 0;
}
