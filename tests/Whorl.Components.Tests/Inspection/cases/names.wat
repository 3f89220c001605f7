(component
  (import "one" (implements "a:b/store@1.2.0") (instance (export "get" (func (result string)))))
  (import "two" (implements "a:b/store@1.2.0") (instance (export "get" (func (result string))) (export "put" (func (param "v" string)))))
  (import "a:b/store@1.2.0" (instance))
  (import "a:b/store@2.0.0-rc.1" (instance (export "x" (func))))
  (import "a:b/canonical@1" (versionsuffix ".2.3") (instance))
  (import "a:interface/world" (instance))
  (import "unlocked-dep=<a:b>" (component)))
