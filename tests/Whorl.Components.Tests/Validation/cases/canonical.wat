;; valid: lifts and lowers with every option
(component definition
  (import "log" (func $log (param "text" string) (result (list u8))))
  (core module $M
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 0)
    (func (export "f") (param i32 i32) (result i32) i32.const 0)
    (func (export "free") (param i32)))
  (core instance $m (instantiate $M))
  (core func (canon lower (func $log) string-encoding=utf16 (memory (core memory $m "memory")) (realloc (core func $m "realloc"))))
  (func (param "x" string) (result string)
    (canon lift (core func $m "f") string-encoding=latin1+utf16 (memory (core memory $m "memory"))
      (realloc (core func $m "realloc")) (post-return (core func $m "free")))))

;; invalid: canonical option `memory` is required
(component definition (import "f" (func $f (param "x" string))) (core func (canon lower (func $f))))

;; invalid: canonical option `realloc` is required
(component definition
  (import "f" (func $f (result string)))
  (core module $M (memory (export "m") 1))
  (core instance $m (instantiate $M))
  (core func (canon lower (func $f) (memory (core memory $m "m")))))

;; invalid: canonical option `realloc` uses a core function with an incorrect signature
(component definition
  (import "f" (func $f (result string)))
  (core module $M (memory (export "m") 1) (func (export "r") (param i32)))
  (core instance $m (instantiate $M))
  (core func (canon lower (func $f) (memory (core memory $m "m")) (realloc (core func $m "r")))))

;; invalid: canonical option `memory` is specified more than once
(component definition
  (import "f" (func $f))
  (core module $M (memory (export "m") 1))
  (core instance $m (instantiate $M))
  (core func (canon lower (func $f) (memory (core memory $m "m")) (memory (core memory $m "m")))))

;; invalid: 64-bit memories are not supported
(component definition
  (import "f" (func $f))
  (core module $M (memory (export "m") i64 1))
  (core instance $m (instantiate $M))
  (core func (canon lower (func $f) (memory (core memory $m "m")))))

;; invalid: canonical option `post-return` cannot be specified for lowerings
(component definition
  (import "f" (func $f))
  (core module $M (func (export "p")))
  (core instance $m (instantiate $M))
  (core func (canon lower (func $f) (post-return (core func $m "p")))))

;; invalid: lowered parameter types `[I32, I64]` do not match parameter types `[I32]` of core function 0
(component
  (core module $M (func (export "f") (param i32)))
  (core instance $m (instantiate $M))
  (func (param "a" u8) (param "b" u64) (canon lift (core func $m "f"))))

;; invalid: lowered result types `[F32]` do not match result types `[]` of core function 0
(component
  (core module $M (func (export "f")))
  (core instance $m (instantiate $M))
  (func (result f32) (canon lift (core func $m "f"))))

;; invalid: the `async` canonical option requires an async function type
(component
  (core module $M (func (export "f")))
  (core instance $m (instantiate $M))
  (func (canon lift (core func $m "f") async)))

;; invalid: cannot specify callback without async
(component
  (core module $M (func (export "f")) (func (export "c") (param i32 i32 i32) (result i32) i32.const 0))
  (core instance $m (instantiate $M))
  (func (canon lift (core func $m "f") (callback (core func $m "c")))))

;; invalid: `stream.new` requires a stream type
(component (type $t (future u8)) (core func (canon stream.new $t)))
