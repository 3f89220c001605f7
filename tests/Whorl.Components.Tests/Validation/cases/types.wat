;; valid: every kind of value type, and uses of one in another
(component
  (type $r (record (field "a" u8) (field "B-c" (list string))))
  (type (variant (case "x" $r) (case "y")))
  (type (tuple bool s8 u8 s16 u16 s32 u32 s64 u64 f32 f64 char string))
  (type (flags "read" "write"))
  (type (enum "one" "two"))
  (type (option (result $r (error (list u8 4)))))
  (type (map string $r))
  (type (stream u8))
  (type (future))
  (type (func async (param "p" $r) (result (result)))))

;; invalid: record type must have at least one field
(component (type (record)))

;; invalid: record field name `F` conflicts with previous field name `f`
(component (type (record (field "f" u8) (field "F" u8))))

;; invalid: variant case name `not_kebab` is not in kebab case
(component (type (variant (case "not_kebab"))))

;; invalid: cannot have more than 32 flags
(component (type (flags
  "f0" "f1" "f2" "f3" "f4" "f5" "f6" "f7" "f8" "f9" "f10" "f11" "f12" "f13" "f14" "f15" "f16"
  "f17" "f18" "f19" "f20" "f21" "f22" "f23" "f24" "f25" "f26" "f27" "f28" "f29" "f30" "f31" "f32")))

;; invalid: enum tag name `two` conflicts with previous tag name `two`
(component (type (enum "one" "two" "two")))

;; invalid: type index 0 is not a defined type
(component (type $f (func)) (type (list $f)))

;; invalid: type exceeds maximum byte size of 268435455
(component (type $l (list u64 4096)) (type (list $l 8192)))

;; invalid: a map's key must be a bool, integer, char or string, found `f32`
(component (type (map f32 u8)))

;; invalid: `stream<char>` is not valid
(component (type (stream char)))

;; invalid: the element of a future cannot contain a `borrow` type
(component (import "r" (type $r (sub resource))) (type $b (borrow $r)) (type (future (list $b))))

;; invalid: function result cannot contain a `borrow` type
(component (import "r" (type $r (sub resource))) (type $b (borrow $r)) (type (func (result (option $b)))))

;; invalid: function parameter name `NAME` conflicts with previous parameter name `name`
(component (type (func (param "name" u8) (param "NAME" u8))))
