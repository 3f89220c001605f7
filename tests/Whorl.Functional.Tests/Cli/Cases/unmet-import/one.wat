(component
  (import "wasi:http/typos@0.2.0" (instance (export "f" (func))))
  (import "wasi:keyvalue/store@0.2.0-draft2" (instance (export "g" (func))))
)
