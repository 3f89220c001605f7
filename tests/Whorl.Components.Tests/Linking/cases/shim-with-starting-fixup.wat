;; The fix-up also calls a function when it starts: the plan has it called when its module is instantiated.
(component
  (import "level" (func $level (param "x" u32)))
  (core module $main (import "" "level" (func (param i32))) (func (export "initialize")))
  (core module $shim
    (type (func (param i32)))
    (table (export "$imports") 1 1 funcref)
    (func (export "0") (type 0) local.get 0 i32.const 0 call_indirect (type 0)))
  (core module $fixup
    (type (func (param i32)))
    (type (func))
    (import "" "0" (func (type 0)))
    (import "" "initialize" (func $initialize (type 1)))
    (import "" "$imports" (table 1 1 funcref))
    (start $initialize)
    (elem (i32.const 0) func 0))
  (core instance $shim (instantiate $shim))
  (core instance $main (instantiate $main (with "" (instance (export "level" (func $shim "0"))))))
  (core func $level' (canon lower (func $level)))
  (core instance (instantiate $fixup (with "" (instance
    (export "0" (func $level'))
    (export "initialize" (func $main "initialize"))
    (export "$imports" (table $shim "$imports")))))))
