;; Resources that components define, pass on and wrap.
(component
  (component $Inner
    (core module $Dtor (func (export "dtor") (param i32)))
    (core instance $dtor (instantiate $Dtor))
    (type $r' (resource (rep i32) (dtor (func $dtor "dtor"))))
    (export $r "r" (type $r'))
    (core func $new (canon resource.new $r'))
    (core func $rep (canon resource.rep $r'))
    (core func $drop (canon resource.drop $r'))
    (core module $Main
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "rep" (func (param i32) (result i32)))
      (import "" "drop" (func (param i32)))
      (func (export "make") (result i32) (call $new (i32.const 7)))
      (func (export "look") (param i32) (result i32) (local.get 0)))
    (core instance $main (instantiate $Main (with "" (instance
      (export "new" (func $new)) (export "rep" (func $rep)) (export "drop" (func $drop))))))
    (func (export "[constructor]r") (result (own $r)) (canon lift (core func $main "make")))
    (func (export "[method]r.look") (param "self" (borrow $r)) (result u32) (canon lift (core func $main "look")))
    (func (export "[static]r.any") (result (own $r)) (canon lift (core func $main "make"))))
  (instance $inner (instantiate $Inner))
  (component $Outer
    (import "res" (instance $i
      (export "r" (type $r (sub resource)))
      (export "[constructor]r" (func (result (own $r))))))
    (alias export $i "r" (type $r))
    (export "s" (type $r))
    (alias export $i "[constructor]r" (func $make))
    (export "make" (func $make)))
  (instance $outer (instantiate $Outer (with "res" (instance $inner))))
  (export "a:b/inner" (instance $inner))
  (export "a:b/outer" (instance $outer)))
