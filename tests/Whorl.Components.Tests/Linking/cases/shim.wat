;; What toolchains emit: main imports through a shim, since lowering needs main's memory, and a fix-up fills the shim's
;; table. Main ends up as the only core instance, with the lowered functions themselves as its imports.
(component
  (import "test:log/log@1.0.0" (instance $log
    (export "write" (func (param "text" string)))
    (export "level" (func (result u32)))
    (export "flush" (func))))
  (core module $main
    (import "log" "write" (func (param i32 i32)))
    (import "log" "level" (func (result i32)))
    (memory (export "memory") 1)
    (func (export "run") (result i32) i32.const 0))
  (core module $shim
    (type (func (param i32 i32)))
    (table (export "$imports") 1 1 funcref)
    (func (export "0") (type 0)
      local.get 0
      local.get 1
      i32.const 0
      call_indirect (type 0)))
  (core module $fixup
    (type (func (param i32 i32)))
    (import "" "0" (func (type 0)))
    (import "" "$imports" (table 1 1 funcref))
    (elem (i32.const 0) func 0))
  (core instance $shim (instantiate $shim))
  (alias export $log "level" (func $level))
  (core func $level (canon lower (func $level)))
  (core instance $imports
    (export "write" (func $shim "0"))
    (export "level" (func $level)))
  (core instance $main (instantiate $main (with "log" (instance $imports))))
  (alias export $log "write" (func $write))
  (core func $write (canon lower (func $write) (memory (core memory $main "memory"))))
  (core instance (instantiate $fixup (with "" (instance
    (export "0" (func $write))
    (export "$imports" (table $shim "$imports"))))))
  (func (export "run") (result u32) (canon lift (core func $main "run"))))
