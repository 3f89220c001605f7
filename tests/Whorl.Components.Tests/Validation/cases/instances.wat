;; valid: more is given than asked for
(component
  (component $C (import "i" (instance (export "f" (func)))))
  (core module $M (func (export "f")))
  (core instance $m (instantiate $M))
  (func $f (canon lift (core func $m "f")))
  (instance $i (export "f" (func $f)) (export "g" (func $f)))
  (instance (instantiate $C (with "i" (instance $i)) (with "extra" (func $f)))))

;; invalid: missing import named `i`
(component (component $C (import "i" (instance))) (instance (instantiate $C)))

;; invalid: type mismatch for import `i`: missing expected export `f`
(component
  (component $C (import "i" (instance (export "f" (func)))))
  (instance $i)
  (instance (instantiate $C (with "i" (instance $i)))))

;; invalid: type mismatch in function parameter `x`: expected primitive `u32` found primitive `s32`
(component definition
  (import "f" (func $f (param "x" s32)))
  (component $C (import "f" (func (param "x" u32))))
  (instance (instantiate $C (with "f" (func $f)))))

;; invalid: expected async function, found sync function
(component definition
  (import "f" (func $f))
  (component $C (import "f" (func async)))
  (instance (instantiate $C (with "f" (func $f)))))

;; invalid: missing module instantiation argument named `env`
(component (core module $M (import "env" "f" (func))) (core instance (instantiate $M)))

;; invalid: module instantiation argument `env` does not export an item named `f`
(component
  (core module $M (import "env" "f" (func)))
  (core instance $e)
  (core instance (instantiate $M (with "env" (instance $e)))))

;; invalid: expected: (func (param i32)), found: (func)
(component
  (core module $M (import "env" "f" (func (param i32))))
  (core module $E (func (export "f")))
  (core instance $e (instantiate $E))
  (core instance (instantiate $M (with "env" (instance $e)))))

;; invalid: mismatch in memory limits
(component
  (core module $M (import "env" "m" (memory 2)))
  (core module $E (memory (export "m") 1))
  (core instance $e (instantiate $E))
  (core instance (instantiate $M (with "env" (instance $e)))))

;; invalid: unknown module 0: module index out of bounds
(component (core instance (instantiate 0)))

;; invalid: instance 0 has no export named `g`
(component definition (import "i" (instance $i (export "f" (func)))) (alias export $i "g" (func)))

;; invalid: export `f` for instance 0 is not a instance
(component definition (import "i" (instance $i (export "f" (func)))) (alias export $i "f" (instance)))

;; invalid: ascribed type of export is not compatible with item's type
(component definition (import "f" (func $f)) (export "g" (func $f) (func (result u8))))

;; invalid: type mismatch for import `c`: missing import named `y`
(component
  (component $Given (import "y" (func)))
  (component $C (import "c" (component (import "x" (func)))))
  (instance (instantiate $C (with "c" (component $Given)))))
