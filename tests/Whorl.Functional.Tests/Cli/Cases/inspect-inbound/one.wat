(component
  (import "fermyon:spin/http-types" (instance $types
    (type $method' (enum "get" "post"))
    (export "method" (type $method (eq $method')))))
  (instance $i)
  (export "fermyon:spin/inbound-http" (instance $i)))
