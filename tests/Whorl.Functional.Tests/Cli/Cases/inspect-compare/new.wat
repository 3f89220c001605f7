(component
  (import "wasi:random/random@0.2.6" (instance
    (export "get-random-u64" (func (result u64)))
    (export "get-random-u32" (func (result u32)))))
  (import "wasi:filesystem/preopens@0.2.6" (instance))
  (import "log" (func (param "line" (list u8))))
  (core module $m (func (export "f")))
  (core instance $i (instantiate $m))
  (func $run (canon lift (core func $i "f")))
  (export "run" (func $run))
  (export "stop" (func $run)))
