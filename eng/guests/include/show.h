// Values of component types as text, read from memory as the canonical ABI lays them out. A type is written in a few letters:
//
//   ?  bool          B H U L  u8 u16 u32 u64 (B: an enum too)      a h i l  s8 s16 s32 s64      f d  f32 f64
//   s  string        b  list<u8>, shown as text                    [T]  list                    (TU)  tuple or record
//   oT option        rTE  result                                   <TU>  variant                _  nothing
//   ~  a string or list that is not shown
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifndef PAGE_BYTES
#define PAGE_BYTES (1 << 16)
#endif

static char page[PAGE_BYTES];
static size_t page_length;

typedef struct { size_t size, alignment; } shape;

static inline void put_text(const char *text, size_t length) {
    if (page_length + length > sizeof page) __builtin_trap();
    for (size_t i = 0; i < length; i++) page[page_length++] = text[i];
}

static inline void put(const char *text) {
    size_t length = 0;
    while (text[length]) length++;
    put_text(text, length);
}

static inline void put_unsigned(uint64_t number) {
    char digits[20];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + number % 10); while ((number /= 10) != 0);
    put_text(digits + at, sizeof digits - at);
}

static inline void put_signed(int64_t number) {
    if (number < 0) put("-");
    put_unsigned(number < 0 ? -(uint64_t)number : (uint64_t)number);
}

// Three digits after the point are enough for what guests put in.
static inline void put_real(double number) {
    if (number < 0) { put("-"); number = -number; }
    uint64_t thousandths = (uint64_t)(number * 1000 + 0.5);
    put_unsigned(thousandths / 1000);
    put(".");
    put_unsigned(thousandths / 100 % 10);
    if (thousandths % 100) put_unsigned(thousandths / 10 % 10);
    if (thousandths % 10) put_unsigned(thousandths % 10);
}

static inline size_t aligned(size_t offset, size_t alignment) { return (offset + alignment - 1) & ~(alignment - 1); }

static inline void widen(shape *whole, shape part) {
    if (part.alignment > whole->alignment) whole->alignment = part.alignment;
    if (part.size > whole->size) whole->size = part.size;
}

// The size and alignment of the type that the text begins with, which is read past.
static inline shape shape_of(const char **type) {
    shape whole = { 0, 1 };
    char kind = *(*type)++;
    switch (kind) {
    case '_': return whole;
    case '?': case 'B': case 'a': return (shape){ 1, 1 };
    case 'H': case 'h': return (shape){ 2, 2 };
    case 'U': case 'i': case 'f': return (shape){ 4, 4 };
    case 'L': case 'l': case 'd': return (shape){ 8, 8 };
    case 's': case 'b': case '~': return (shape){ 8, 4 };
    case '[':
        shape_of(type);
        ++*type;
        return (shape){ 8, 4 };
    case '(':
        for (shape part; **type != ')'; whole.size = aligned(whole.size, part.alignment) + part.size) {
            part = shape_of(type);
            if (part.alignment > whole.alignment) whole.alignment = part.alignment;
        }
        ++*type;
        return (shape){ aligned(whole.size, whole.alignment), whole.alignment };
    case 'o':
        widen(&whole, shape_of(type));
        break;
    case 'r':
        widen(&whole, shape_of(type));
        widen(&whole, shape_of(type));
        break;
    case '<':
        while (**type != '>') widen(&whole, shape_of(type));
        ++*type;
        break;
    default: __builtin_trap();
    }
    // A discriminant of one byte, and the largest payload.
    return (shape){ aligned(aligned(1, whole.alignment) + whole.size, whole.alignment), whole.alignment };
}

static inline const char *show(const char *type, const uint8_t *at);

static inline void show_quoted(const uint8_t *at) {
    put("\"");
    put_text((const char *)(uintptr_t)*(const uint32_t *)at, *(const uint32_t *)(at + 4));
    put("\"");
}

static inline void show_payload(const char *type, const uint8_t *at) {
    if (*type == '_') return;
    put("(");
    show(type, at);
    put(")");
}

static inline void show_list(const char *element, const uint8_t *at) {
    const char *end = element;
    size_t size = shape_of(&end).size;
    put("[");
    for (uint32_t i = 0; i < *(const uint32_t *)(at + 4); i++) {
        if (i) put(", ");
        show(element, (const uint8_t *)(uintptr_t)*(const uint32_t *)at + i * size);
    }
    put("]");
}

static inline void show_cases(char kind, const char *type, const uint8_t *at, size_t payload) {
    if (kind == 'o') {
        if (!*at) { put("none"); return; }
        show(type, at + payload);
        return;
    }
    if (kind == 'r') {
        put(*at ? "error" : "ok");
    } else {
        put("#");
        put_unsigned(*at);
    }
    for (uint8_t i = 0; i < *at; i++) shape_of(&type);
    show_payload(type, at + payload);
}

// Adds a value to the page; the result is the type's text after the value's type.
static inline const char *show(const char *type, const uint8_t *at) {
    const char *end = type;
    shape whole = shape_of(&end);
    char kind = *type++;
    switch (kind) {
    case '_': break;
    case '~': put("..."); break;
    case '?': put(*at ? "true" : "false"); break;
    case 'B': put_unsigned(*at); break;
    case 'H': put_unsigned(*(const uint16_t *)at); break;
    case 'U': put_unsigned(*(const uint32_t *)at); break;
    case 'L': put_unsigned(*(const uint64_t *)at); break;
    case 'a': put_signed(*(const int8_t *)at); break;
    case 'h': put_signed(*(const int16_t *)at); break;
    case 'i': put_signed(*(const int32_t *)at); break;
    case 'l': put_signed(*(const int64_t *)at); break;
    case 'f': put_real((double)*(const float *)at); break;
    case 'd': put_real(*(const double *)at); break;
    case 's': case 'b': show_quoted(at); break;
    case '[': show_list(type, at); break;
    case '(': {
        size_t offset = 0;
        put("(");
        for (const char *first = type; *type != ')';) {
            if (type != first) put(", ");
            const char *next = type;
            shape part = shape_of(&next);
            offset = aligned(offset, part.alignment);
            show(type, at + offset);
            offset += part.size;
            type = next;
        }
        put(")");
        break;
    }
    default: show_cases(kind, type, at, aligned(1, whole.alignment));
    }
    return end;
}

// One line of the page.
static inline void show_line(const char *label, const char *type, const void *value) {
    put(label);
    put(": ");
    show(type, value);
    put("\n");
}
