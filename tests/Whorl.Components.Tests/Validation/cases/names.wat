;; valid: names of every kind
(component definition
  (import "plain-NAME-2" (func))
  (import "a:b/c@1.2.3-rc.1+build" (instance))
  (import "a:b/c" (instance))
  (import "unlocked-dep=<a:b@{>=1.0.0 <2.0.0}>" (component))
  (import "locked-dep=<a:b@1.0.0>,integrity=<sha256-AAAA>" (component))
  (import "url=<https://example.com/x.wasm>" (component))
  (import "thing" (type $thing (sub resource)))
  (import "[constructor]thing" (func (param "x" u8) (result (own $thing))))
  (import "[method]thing.size" (func (param "self" (borrow $thing)) (result u32)))
  (import "[static]thing.open" (func (result (result (own $thing)))))
  (import "named" (implements "a:b/c@1.0.0") (external-id "any text") (instance)))

;; invalid: import name `two words` is not a valid extern name: `two words` is not in kebab case
(component definition (import "two words" (func)))

;; invalid: import name `A` conflicts with previous name `a`
(component definition (import "a" (func)) (import "A" (func)))

;; invalid: import name `[method]r.r` conflicts with previous name `r`
(component definition
  (import "r" (type $r (sub resource)))
  (import "[method]r.r" (func (param "self" (borrow $r)))))

;; invalid: trailing characters found: `/d`
(component definition (import "a:b/c/d" (instance)))

;; invalid: invalid interface version: unexpected end of input while parsing patch version number
(component definition (import "a:b/c@1.2." (instance)))

;; invalid: expected `>=` or `<` at start of version range
(component definition (import "unlocked-dep=<a:b@{1.0.0}>" (component)))

;; invalid: unrecognized hash algorithm: `md5-AAAA`
(component definition (import "integrity=<md5-AAAA>" (component)))

;; invalid: name `url=<x>` is not a valid export name
(component (component $c) (export "url=<x>" (component $c)))

;; invalid: item is not a func
(component definition (import "[static]a.b" (instance)))

;; invalid: static resource name is not known in this context
(component definition (import "[static]a.b" (func)))

;; invalid: function should return `(own $T)` or `(result (own $T))`
(component definition (import "r" (type $r (sub resource))) (import "[constructor]r" (func (result u32))))

;; invalid: function should have a first argument called `self`
(component definition
  (import "r" (type $r (sub resource)))
  (import "[method]r.m" (func (param "this" (borrow $r)))))

;; invalid: function does not match expected resource name `other`
(component definition
  (import "other" (type $r (sub resource)))
  (import "[method]r.m" (func (param "self" (borrow $r)))))

;; invalid: only instances can have an `implements`
(component definition (import "f" (implements "a:b/c") (func)))

;; invalid: name `c` must be an interface
(component definition (import "f" (implements "c") (instance)))

;; valid: a digest is any text in the letters of base 64
(component definition
  (import "integrity=<sha256-a>" (func))
  (import "url=<u>,integrity=<sha384-abc+/09== sha512-Z?option>" (func)))

;; invalid: not valid base64: ``
(component definition (import "integrity=<sha256->" (func)))

;; invalid: not valid base64: `=`
(component definition (import "integrity=<sha256-=>" (func)))

;; invalid: not valid base64: `a=b`
(component definition (import "integrity=<sha256-a=b>" (func)))

;; invalid: not valid base64: `a===`
(component definition (import "integrity=<sha256-a===>" (func)))

;; invalid: not valid base64: `a-b`
(component definition (import "integrity=<sha256-a-b>" (func)))

;; valid: a range of versions has a lower bound, an upper bound, or both
(component definition
  (import "unlocked-dep=<a:b@{>=1.2.3}>" (func))
  (import "unlocked-dep=<a:b@{<1.2.3}>" (func))
  (import "unlocked-dep=<a:b@{>=1.2.3 <2.0.0-rc.1}>" (func)))

;; invalid: `1.2.3 >=1.0.0` is not a valid semver
(component definition (import "unlocked-dep=<a:b@{<1.2.3 >=1.0.0}>" (func)))

;; invalid: expected `<` at start of version range upper bounds
(component definition (import "unlocked-dep=<a:b@{>=1.2.3 >=2.0.0}>" (func)))

;; invalid: `2.0.0 <3.0.0` is not a valid semver
(component definition (import "unlocked-dep=<a:b@{>=1.2.3 <2.0.0 <3.0.0}>" (func)))
