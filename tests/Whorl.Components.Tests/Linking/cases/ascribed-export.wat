;; An instance that is exported under a type with fewer exports shows only those.
(component
  (core module $M (func (export "f")) (func (export "g")))
  (core instance $m (instantiate $M))
  (func $f (canon lift (core func $m "f")))
  (func $g (canon lift (core func $m "g")))
  (instance $i (export "f" (func $f)) (export "g" (func $g)))
  (export "i" (instance $i) (instance (export "g" (func)))))
