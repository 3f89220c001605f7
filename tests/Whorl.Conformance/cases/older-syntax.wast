;; References to what core instances export, as they were written before each had to say `core`.
(component
  (core module $M
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 16))
    (func (export "length") (param i32 i32) (result i32) (local.get 1)))
  (core instance $m (instantiate $M))
  (func (export "length") (param "text" string) (result u32)
    (canon lift (core func $m "length") (memory $m "memory") (realloc (func $m "realloc")))))

(assert_return (invoke "length" (str.const "six by")) (u32.const 6))
