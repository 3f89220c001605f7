(module
  (memory (export "cabi_memory") 1)
  (@custom "component-type:shop" ""))
