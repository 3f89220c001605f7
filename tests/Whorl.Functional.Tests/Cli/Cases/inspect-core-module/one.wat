(module $program
  (import "wasi_snapshot_preview1" "proc_exit" (func (param i32)))
  (memory (export "memory") 2)
  (func (export "_start"))
  (@custom "producers" "\02\08language\01\04Rust\00\0cprocessed-by\01\05rustc\061.90.0"))
