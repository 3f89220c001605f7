;; A module of its own calls another's initialization, after the fix-up: neither need be instantiated.
(component
  (import "level" (func $level (param "x" u32)))
  (core module $main (import "" "level" (func (param i32))) (func (export "initialize")))
  (core module $shim
    (type (func (param i32)))
    (table (export "$imports") 1 1 funcref)
    (func (export "0") (type 0) local.get 0 i32.const 0 call_indirect (type 0)))
  (core module $fixup
    (type (func (param i32)))
    (import "" "0" (func (type 0)))
    (import "" "$imports" (table 1 1 funcref))
    (elem (i32.const 0) func 0))
  (core module $starter (import "" "" (func $initialize)) (start $initialize))
  (core instance $shim (instantiate $shim))
  (core instance $main (instantiate $main (with "" (instance (export "level" (func $shim "0"))))))
  (core func $level' (canon lower (func $level)))
  (core instance (instantiate $fixup (with "" (instance
    (export "0" (func $level'))
    (export "$imports" (table $shim "$imports"))))))
  (core instance (instantiate $starter (with "" (instance (export "" (func $main "initialize")))))))
