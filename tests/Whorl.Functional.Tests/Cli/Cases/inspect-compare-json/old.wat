(component
  (import "wasi:cli/environment@0.2.0" (instance (export "initial-cwd" (func (result (option string))))))
  (import "wasi:random/random@0.2.0" (instance
    (export "get-random-u64" (func (result u64)))
    (export "get-random-bytes" (func (param "len" u64) (result (list u8))))))
  (import "log" (func (param "line" string)))
  (core module $m (func (export "f")))
  (core instance $i (instantiate $m))
  (func $run (canon lift (core func $i "f")))
  (export "run" (func $run)))
