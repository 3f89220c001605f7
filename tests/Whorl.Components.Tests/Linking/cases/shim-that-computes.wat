;; Almost a shim: it changes an argument on the way, so that its calls cannot be bound directly.
(component
  (import "level" (func $level (param "x" u32)))
  (core module $main (import "" "level" (func (param i32))))
  (core module $shim
    (type (func (param i32)))
    (table (export "$imports") 1 1 funcref)
    (func (export "0") (type 0) (i32.add (local.get 0) (i32.const 1)) i32.const 0 call_indirect (type 0)))
  (core module $fixup
    (type (func (param i32)))
    (import "" "0" (func (type 0)))
    (import "" "$imports" (table 1 1 funcref))
    (elem (i32.const 0) func 0))
  (core instance $shim (instantiate $shim))
  (core instance (instantiate $main (with "" (instance (export "level" (func $shim "0"))))))
  (core func $level' (canon lower (func $level)))
  (core instance (instantiate $fixup (with "" (instance
    (export "0" (func $level'))
    (export "$imports" (table $shim "$imports")))))))
