;; Core modules and components of enclosing components, through one and two levels.
(component
  (core module $M (func (export "f") (result i32) i32.const 1))
  (component $Leaf
    (alias outer 1 $M (core module $m))
    (core instance $i (instantiate $m))
    (func (export "f") (result u32) (canon lift (core func $i "f"))))
  (component $Middle
    (component $Inner
      (alias outer 2 $M (core module $m))
      (alias outer 2 $Leaf (component $leaf))
      (core instance (instantiate $m))
      (instance $l (instantiate $leaf))
      (export "f" (func $l "f")))
    (instance $i (instantiate $Inner))
    (export "f" (func $i "f")))
  (instance $middle (instantiate $Middle))
  (export "f" (func $middle "f")))
