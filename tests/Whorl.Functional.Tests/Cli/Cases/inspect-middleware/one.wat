(component
  (import "wasi:http/handler@0.3.0" (instance $next))
  (export "wasi:http/handler@0.3.0" (instance $next)))
