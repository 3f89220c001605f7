(component
  (import "acme:shop/types@1.0.0" (instance $types
    (export "item" (type $item (sub resource)))
    (export "[constructor]item" (func (param "name" string) (result (own $item))))
    (export "[method]item.price" (func (param "self" (borrow $item)) (param "currency" string) (result u32)))
    (export "[static]item.cheapest" (func (param "of" (list (borrow $item))) (result (option (own $item)))))
    (export "thing" (type (eq $item)))
    (type $gift' (own $item))
    (export "gift" (type $gift (eq $gift')))
    (export "wrap" (func (param "g" $gift)))))
  (alias export $types "item" (type $item))
  (import "acme:shop/cart@1.0.0" (instance
    (export "product" (type $product (eq $item)))
    (export "basket" (type $basket (sub resource)))
    (export "[constructor]basket" (func (param "limit" u32) (result (result (own $basket) (error string)))))
    (export "[method]basket.add" (func (param "self" (borrow $basket)) (param "p" (own $product))))))
  (export "acme:shop/again" (instance $types)))
