;; One of the shim's functions is that of an instance that itself needs main: there the shim must stay, while the other
;; is still bound directly.
(component
  (import "write" (func $write (param "text" string)))
  (core module $main
    (import "" "write" (func (param i32 i32)))
    (import "" "exit" (func (param i32)))
    (memory (export "memory") 1))
  (core module $adapter
    (import "main" "memory" (memory 1))
    (func (export "exit") (param i32)))
  (core module $shim
    (type (func (param i32 i32)))
    (type (func (param i32)))
    (table (export "$imports") 2 2 funcref)
    (func (export "0") (type 0) local.get 0 local.get 1 i32.const 0 call_indirect (type 0))
    (func (export "1") (type 1) local.get 0 i32.const 1 call_indirect (type 1)))
  (core module $fixup
    (type (func (param i32 i32)))
    (type (func (param i32)))
    (import "" "0" (func (type 0)))
    (import "" "1" (func (type 1)))
    (import "" "$imports" (table 2 2 funcref))
    (elem (i32.const 0) func 0 1))
  (core instance $shim (instantiate $shim))
  (core instance $main (instantiate $main (with "" (instance
    (export "write" (func $shim "0"))
    (export "exit" (func $shim "1"))))))
  (core instance $adapter (instantiate $adapter (with "main" (instance $main))))
  (core func $write' (canon lower (func $write) (memory (core memory $main "memory"))))
  (core instance (instantiate $fixup (with "" (instance
    (export "0" (func $write'))
    (export "1" (func $adapter "exit"))
    (export "$imports" (table $shim "$imports")))))))
