(component
  (import "spin:mqtt-trigger/spin-mqtt-types" (instance $types
    (type $error (variant (case "other" string)))
    (export "error" (type (eq $error)))
    (type $metadata (record (field "topic" string)))
    (export "metadata" (type (eq $metadata)))))
  (alias export $types "error" (type $error))
  (alias export $types "metadata" (type $metadata))
  (core module $module
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 1024)
    (func (export "handle") (param i32 i32 i32 i32) (result i32) unreachable))
  (core instance $instance (instantiate $module))
  (func $handle (param "message" (list u8)) (param "metadata" $metadata) (result (result (error $error)))
    (canon lift (core func $instance "handle") (memory (core memory $instance "memory")) (realloc (core func $instance "realloc"))))
  (export "handle-message" (func $handle)))
