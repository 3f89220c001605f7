(component
  (import "wasi:http/typos@0.2.0" (instance (export "f" (func))))
  (import "acme:billing/ledger@1.0.0" (instance (export "g" (func))))
)
