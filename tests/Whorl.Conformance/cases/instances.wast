;; Which instance an action means, and what becomes of one that traps.

(component definition $Counter
  (core module $M
    (global $n (mut i32) (i32.const 0))
    (func (export "next") (result i32)
      (global.set $n (i32.add (global.get $n) (i32.const 1)))
      (global.get $n))
    (func (export "fail") unreachable))
  (core instance $m (instantiate $M))
  (func (export "next") (result u32) (canon lift (core func $m "next")))
  (func (export "fail") (canon lift (core func $m "fail"))))

;; Instances of one definition share nothing, and an action without a name goes to the newest.
(component instance $a $Counter)
(component instance $"b with (; blanks" $Counter)
(assert_return (invoke "next") (u32.const 1))
(assert_return (invoke "next") (u32.const 2))
(assert_return (invoke $a "next") (u32.const 1))
(assert_return (invoke $"b with (; blanks" "next") (u32.const 3))
(invoke "next")
(assert_return (invoke "next") (u32.const 5))

;; A trap poisons the instance that it happened in, which stays the current one, and no other.
(assert_trap (invoke "fail") "unreachable")
(assert_trap (invoke "next") "cannot enter component instance")
(assert_trap (invoke $"b with (; blanks" "next") "cannot enter component instance")
(assert_return (invoke $a "next") (u32.const 2))

;; A component in the script is defined and instantiated at once.
(component $Here
  (core module $M (func (export "f") (result i32) (i32.const 42)))
  (core instance $m (instantiate $M))
  (func (export "f") (result s32) (canon lift (core func $m "f"))))
(assert_return (invoke "f") (s32.const 42))
(assert_return (invoke $Here "f") (s32.const 42))

;; Start functions run on instantiation, and may trap.
(assert_trap
  (component
    (core module $M (func $f unreachable) (start $f))
    (core instance (instantiate $M)))
  "unreachable")

;; Endless recursion ends in a trap.
(component
  (core module $M (func $f (export "f") (call $f)))
  (core instance $m (instantiate $M))
  (func (export "f") (canon lift (core func $m "f"))))
(assert_exhaustion (invoke "f") "call stack exhausted")
