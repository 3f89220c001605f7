;; valid: one resource through import, alias, own function and nested component
(component definition
  (import "i" (instance $i
    (export "r" (type $r (sub resource)))
    (export "make" (func (result (own $r))))))
  (alias export $i "r" (type $r))
  (component $C
    (import "r" (type $r (sub resource)))
    (import "make" (func (result (own $r)))))
  (alias export $i "make" (func $make))
  (instance (instantiate $C (with "r" (type $r)) (with "make" (func $make)))))

;; invalid: resource types are not the same
(component definition
  (import "a" (type $a (sub resource)))
  (import "b" (type $b (sub resource)))
  (import "make" (func $make (result (own $b))))
  (component $C
    (import "r" (type $r (sub resource)))
    (import "make" (func (result (own $r)))))
  (instance (instantiate $C (with "r" (type $a)) (with "make" (func $make)))))

;; invalid: resource types are not the same
(component
  (component $C (type $r' (resource (rep i32))) (export "r" (type $r')))
  (instance $one (instantiate $C))
  (instance $two (instantiate $C))
  (component $Both (import "a" (type $a (sub resource))) (import "b" (type (eq $a))))
  (instance (instantiate $Both (with "a" (type $one "r")) (with "b" (type $two "r")))))

;; invalid: expected own, found borrow
(component definition
  (import "r" (type $r (sub resource)))
  (import "f" (func $f (param "x" (borrow $r))))
  (component $C
    (import "r" (type $r (sub resource)))
    (import "f" (func (param "x" (own $r)))))
  (instance (instantiate $C (with "r" (type $r)) (with "f" (func $f)))))

;; invalid: type index 0 is not a local resource
(component definition (import "r" (type $r (sub resource))) (core func (canon resource.new $r)))

;; invalid: type index 0 is not a resource type
(component (type $t u8) (core func (canon resource.drop $t)))

;; invalid: resources can only be defined within a concrete component
(component (type (component (type (resource (rep i32))))))

;; invalid: core function 0 has wrong signature for a destructor
(component
  (core module $M (func (export "d")))
  (core instance $m (instantiate $M))
  (type (resource (rep i32) (dtor (core func $m "d")))))

;; invalid: resources can only be represented by `i32`, found `i64`
(component (type (resource (rep i64))))
