(component (import "acme:billing/ledger@1.0.0" (instance (export "g" (func)))))
