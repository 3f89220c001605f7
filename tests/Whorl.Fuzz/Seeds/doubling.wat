;; Each component instantiates the one inside it twice: written out, the instances are more than any memory holds.
(component
  (component $a
    (component $b
      (component $c
        (component $d
          (component $e
            (component $f
              (component $g
                (component $h (core module $m) (core instance (instantiate $m)) (core instance (instantiate $m)))
                (instance (instantiate $h)) (instance (instantiate $h)) (instance (instantiate $h)) (instance (instantiate $h)))
              (instance (instantiate $g)) (instance (instantiate $g)) (instance (instantiate $g)) (instance (instantiate $g)))
            (instance (instantiate $f)) (instance (instantiate $f)) (instance (instantiate $f)) (instance (instantiate $f)))
          (instance (instantiate $e)) (instance (instantiate $e)) (instance (instantiate $e)) (instance (instantiate $e)))
        (instance (instantiate $d)) (instance (instantiate $d)) (instance (instantiate $d)) (instance (instantiate $d)))
      (instance (instantiate $c)) (instance (instantiate $c)) (instance (instantiate $c)) (instance (instantiate $c)))
    (instance (instantiate $b)) (instance (instantiate $b)) (instance (instantiate $b)) (instance (instantiate $b)))
  (instance (instantiate $a)))

;; Shared types that are long when they are written out.
(component
  (type $a (tuple u8 string u8 string))
  (type $b (tuple $a $a $a $a))
  (type $c (tuple $b $b $b $b))
  (type $d (tuple $c $c $c $c))
  (type $e (tuple $d $d $d $d))
  (type $f (option (list (result $e (error $d)))))
  (import "f" (func (param "x" $f) (result $e)))
  (import "i" (instance (export "g" (func (param "x" $f))) (export "h" (func (result $f))))))
