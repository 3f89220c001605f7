(component $shop
  (import "wasi:http/outgoing-handler@0.2.0" (instance))
  (import "wasi:http/typos@0.2.0" (instance (export "f" (func))))
  (import "wasi:cli/environment@0.2.3" (instance
    (export "get-environment" (func (result (list (tuple string string)))))
    (export "get-environments" (func))))
  (import "fermyon:spin/variables@2.0.0" (instance))
  (import "double" (func (param "x" u32) (result u32)))
  (core module $main
    (memory 1 16)
    (data (i32.const 0) "some data")
    (func (export "run")))
  (core module $unused)
  (core instance $m (instantiate $main))
  (component $nested
    (import "run" (func $run))
    (type $color' (enum "red" "green" "type"))
    (export $color "color" (type $color'))
    (export "run" (func $run)))
  (func $run (canon lift (core func $m "run")))
  (instance $i (instantiate $nested (with "run" (func $run))))
  (export "acme:paint/brush@1.2.3" (instance $i)))
