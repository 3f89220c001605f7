;; Modules and components that are passed to instantiations, and functions that pass from one component to another.
(component
  (component $Runner
    (import "module" (core module $M (import "" "f" (func (result i32))) (export "g" (func (result i32)))))
    (import "component" (component $C (export "f" (func (result u32)))))
    (instance $c (instantiate $C))
    (core func $f (canon lower (func $c "f")))
    (core instance $m (instantiate $M (with "" (instance (export "f" (func $f))))))
    (func (export "g") (result u32) (canon lift (core func $m "g"))))
  (core module $Twice
    (import "" "f" (func $f (result i32)))
    (func (export "g") (result i32) (i32.add (call $f) (call $f))))
  (component $One
    (core module $M (func (export "f") (result i32) i32.const 1))
    (core instance $m (instantiate $M))
    (func (export "f") (result u32) (canon lift (core func $m "f"))))
  (instance $r (instantiate $Runner (with "module" (core module $Twice)) (with "component" (component $One))))
  (export "g" (func $r "g"))
  (export "one" (component $One))
  (export "twice" (core module $Twice)))
