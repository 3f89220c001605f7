;; Two modules are initialized after both are there. The first call would come before the other module is instantiated, so that it stays.
(component
  (core module $one (func (export "initialize")))
  (core module $other (func (export "initialize")))
  (core module $starter (import "" "" (func $initialize)) (start $initialize))
  (core instance $one (instantiate $one))
  (core instance $other (instantiate $other))
  (core instance (instantiate $starter (with "" (instance (export "" (func $one "initialize"))))))
  (core instance (instantiate $starter (with "" (instance (export "" (func $other "initialize")))))))
