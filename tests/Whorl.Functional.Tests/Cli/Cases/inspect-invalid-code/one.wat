(component (core module $bad (func (export "f") (result i32))))
