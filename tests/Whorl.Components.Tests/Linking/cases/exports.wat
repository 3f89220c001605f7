;; Exported instances, types, and options of lifts.
(component
  (core module $M
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 0)
    (func (export "greet") (param i32 i32) (result i32) i32.const 0)
    (func (export "free") (param i32)))
  (core instance $m (instantiate $M))
  (type $point' (record (field "x" u32) (field "y" u32)))
  (func $greet (param "name" string) (result (list string))
    (canon lift (core func $m "greet") string-encoding=latin1+utf16 (memory (core memory $m "memory")) (realloc (core func $m "realloc"))
      (post-return (core func $m "free"))))
  (instance $inner (export "greet" (func $greet)) (export "point" (type $point')))
  (instance $outer (export "inner" (instance $inner)))
  (export "test:pkg/outer@1.0.0" (instance $outer)))
