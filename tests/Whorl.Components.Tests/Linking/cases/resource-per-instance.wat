;; Two instances of one component define two resources, and each has its own place in the types of what it exports.
(component
  (component $C
    (core module $M
      (func (export "destroy") (param i32))
      (func (export "make") (result i32) i32.const 0))
    (core instance $m (instantiate $M))
    (type $r' (resource (rep i32) (dtor (core func $m "destroy"))))
    (export $r "r" (type $r'))
    (func (export "make") (result (own $r)) (canon lift (core func $m "make"))))
  (component $User
    (import "c" (instance $c
      (export "r" (type $r (sub resource)))
      (export "make" (func (result (own $r))))))
    (alias export $c "r" (type $r))
    (core module $M
      (import "" "make" (func (result i32)))
      (import "" "drop" (func (param i32))))
    (core func $make (canon lower (func $c "make")))
    (core func $drop (canon resource.drop $r))
    (core instance (instantiate $M (with "" (instance (export "make" (func $make)) (export "drop" (func $drop)))))))
  (instance $a (instantiate $C))
  (instance $b (instantiate $C))
  (instance (instantiate $User (with "c" (instance $a))))
  (instance (instantiate $User (with "c" (instance $b))))
  (export "a" (instance $a))
  (export "b" (instance $b)))
