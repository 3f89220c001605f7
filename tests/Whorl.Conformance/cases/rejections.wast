;; What must not be accepted, in each of the ways to write it, and what must.

(component binary "\00asm" "\0d\00\01\00")
(assert_malformed (component binary "\00asm" "\0d\00\01") "unexpected end")
(assert_malformed (component binary "\00asm" "\01\00\00\00") "a core module where a component is due")
(assert_malformed (component quote "(this is" "no text)") "unexpected token")
(assert_malformed (component quote "\ff") "malformed UTF-8")

(component quote "(type" "(list u8))")
(component definition quote "(import \"f\" (func))")

(assert_invalid (component (export "x" (func 0))) "function index out of bounds")
(assert_invalid (component (type (record))) "at least one field")
(assert_invalid
  (component (core module (func (result i32) (i64.const 1))))
  "type mismatch in a core module")

(component definition (import "a" (implements "b:c/d@1.2.3-rc.1") (instance)))
(assert_invalid
  (component (import "a" (implements "b:c/d@1.2x3") (instance)))
  "invalid interface version")

;; The import is well-formed, but nothing in a script meets it.
(component definition (import "nobody" (func)))
(assert_unlinkable
  (component
    (import "nobody" (func $f))
    (core func $g (canon lower (func $f)))
    (core module $M (import "" "f" (func)))
    (core instance (instantiate $M (with "" (instance (export "f" (func $g)))))))
  "not met")

(; Comments (; nest ;), and hide (assert_return (invoke "nothing")). ;)
(@annotation (component (this is) "not )" read))
(component (@name "Ann") (type u8) (; trailing ;))
