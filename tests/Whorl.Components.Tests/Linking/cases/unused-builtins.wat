;; Built-ins of asynchronous calls that no module asks for do not stand in the way.
(component
  (core module $M (func (export "f")))
  (core func $yield (canon thread.yield))
  (core func $task-cancel (canon task.cancel))
  (core instance $m (instantiate $M (with "" (instance (export "yield" (func $yield)) (export "cancel" (func $task-cancel))))))
  (func (export "f") (canon lift (core func $m "f"))))
