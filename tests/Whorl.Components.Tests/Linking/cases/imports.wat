;; The host is asked for what is used, by the names of interfaces and functions; a resource keeps its identity when
;; another interface uses it under another name.
(component
  (import "test:io/streams@0.2.0" (instance $streams
    (export "stream" (type $stream (sub resource)))
    (export "[method]stream.size" (func (param "self" (borrow $stream)) (result u64)))
    (export "unused" (func))))
  (alias export $streams "stream" (type $stream))
  (import "test:http/types@0.2.1" (instance $types
    (alias outer 1 $stream (type $outer))
    (export "body" (type $body (eq $outer)))
    (export "[static]body.open" (func (param "name" string) (result (own $body))))))
  (import "store" (implements "test:kv/store@1.0.0") (instance $store (export "count" (func (result u32)))))
  (import "plain" (func $plain))
  (core module $M
    (import "" "size" (func (param i32) (result i64)))
    (import "" "open" (func (param i32 i32) (result i32)))
    (import "" "drop" (func (param i32)))
    (import "" "count" (func (result i32)))
    (import "" "plain" (func)))
  (core module $Memory (memory (export "memory") 1))
  (core instance $memory (instantiate $Memory))
  (core func $size (canon lower (func $streams "[method]stream.size")))
  (core func $unused (canon lower (func $streams "unused")))
  (core func $open (canon lower (func $types "[static]body.open") string-encoding=utf16 (memory (core memory $memory "memory"))))
  (core func $drop (canon resource.drop $stream))
  (core func $count (canon lower (func $store "count")))
  (core func $plain' (canon lower (func $plain)))
  (core instance (instantiate $M (with "" (instance
    (export "size" (func $size))
    (export "open" (func $open))
    (export "drop" (func $drop))
    (export "count" (func $count))
    (export "plain" (func $plain'))
    (export "unused" (func $unused))))))
  (export "again" (func $plain)))
