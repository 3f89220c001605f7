;; valid: types, modules and components of enclosing scopes
(component
  (type $t (list u8))
  (core type $ct (func))
  (core module $M)
  (component $A)
  (component
    (alias outer 1 $t (type $u))
    (alias outer 1 $M (core module $m))
    (alias outer 1 $A (component $a))
    (type (instance (alias outer 2 $t (type $v)) (export "v" (type (eq $v)))))
    (core type (module (alias outer 2 $ct (type $x)) (import "" "" (func (type $x)))))))

;; invalid: invalid outer alias count of 1
(component (alias outer 1 0 (type)))

;; invalid: unknown type 5: type index out of bounds
(component (component (alias outer 1 5 (type))))

;; invalid: cannot alias outer type which transitively refers to resources
(component
  (type $r (resource (rep i32)))
  (type $l (list (own $r)))
  (component (alias outer 1 $l (type))))

;; invalid: aliases in a component or instance type may only refer to types or instances
(component (core module $M) (type (instance (alias outer 1 $M (core module)))))

;; invalid: func not valid to be used as export
(component
  (type $p (record (field "x" u8)))
  (core module $M (func (export "f") (param i32)))
  (core instance $m (instantiate $M))
  (func $f (param "p" $p) (canon lift (core func $m "f")))
  (export "f" (func $f)))

;; valid: the same with a name for the record
(component
  (type $p' (record (field "x" u8)))
  (export $p "p" (type $p'))
  (core module $M (func (export "f") (param i32)))
  (core instance $m (instantiate $M))
  (func $f (param "p" $p) (canon lift (core func $m "f")))
  (export "f" (func $f)))

;; invalid: func not valid to be used as import
(component (type $e' (enum "a")) (export $e "e" (type $e')) (import "f" (func (param "e" $e))))

;; invalid: duplicate export name `a` already defined
(component (core type (module (export "a" (func)) (export "a" (func)))))

;; invalid: duplicate import name `a:b` already defined
(component (core module (import "a" "b" (func)) (import "a" "b" (func))))

;; invalid: memory size must be at most 65536 pages
(component (core type (module (import "" "" (memory 65537)))))
