;; A destructor that goes through a shim, because the resource must exist before the module that destroys it.
(component
  (core module $shim
    (type (func (param i32)))
    (table (export "$imports") 1 1 funcref)
    (func (export "0") (type 0) local.get 0 i32.const 0 call_indirect (type 0)))
  (core module $main
    (import "" "new" (func (param i32) (result i32)))
    (func (export "destroy") (param i32))
    (func (export "make") (result i32) i32.const 0))
  (core module $fixup
    (type (func (param i32)))
    (import "" "0" (func (type 0)))
    (import "" "$imports" (table 1 1 funcref))
    (elem (i32.const 0) func 0))
  (core instance $shim (instantiate $shim))
  (type $thing (resource (rep i32) (dtor (core func $shim "0"))))
  (core func $new (canon resource.new $thing))
  (core instance $main (instantiate $main (with "" (instance (export "new" (func $new))))))
  (core instance (instantiate $fixup (with "" (instance
    (export "0" (func $main "destroy"))
    (export "$imports" (table $shim "$imports"))))))
  (export $thing' "thing" (type $thing))
  (func (export "make") (result (own $thing')) (canon lift (core func $main "make"))))
