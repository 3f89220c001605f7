;; The fix-up puts a function of another type into the table: such a call traps, and a direct one would not be valid.
(component
  (import "level" (func $level (param "x" u64)))
  (core module $main (import "" "level" (func (param i32))))
  (core module $shim
    (type (func (param i32)))
    (table (export "$imports") 1 1 funcref)
    (func (export "0") (type 0) local.get 0 i32.const 0 call_indirect (type 0)))
  (core module $fixup
    (type (func (param i64)))
    (import "" "0" (func (type 0)))
    (import "" "$imports" (table 1 1 funcref))
    (elem (i32.const 0) func 0))
  (core instance $shim (instantiate $shim))
  (core instance (instantiate $main (with "" (instance (export "level" (func $shim "0"))))))
  (core func $level' (canon lower (func $level)))
  (core instance (instantiate $fixup (with "" (instance
    (export "0" (func $level'))
    (export "$imports" (table $shim "$imports")))))))
