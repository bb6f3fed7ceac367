;; Kernels on linear memory. Assembled with: wat2wasm memory.wat
(module
  (memory (export "memory") 256 256)

  ;; Primes below n; one byte a number.
  (func (export "sieve") (param $n i32) (result i32) (local $i i32) (local $j i32) (local $primes i32)
    (memory.fill (i32.const 0) (i32.const 0) (local.get $n))
    (local.set $i (i32.const 2))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $n)))
        (if (i32.eqz (i32.load8_u (local.get $i)))
          (then
            (local.set $primes (i32.add (local.get $primes) (i32.const 1)))
            (local.set $j (i32.mul (local.get $i) (local.get $i)))
            (block $crossed
              (br_if $crossed (i32.gt_u (local.get $i) (i32.const 46340)))
              (loop $cross
                (br_if $crossed (i32.ge_u (local.get $j) (local.get $n)))
                (i32.store8 (local.get $j) (i32.const 1))
                (local.set $j (i32.add (local.get $j) (local.get $i)))
                (br $cross)))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))
    (local.get $primes))

  ;; c = a * b for n by n matrices of f64, a at 0, b and c behind; a[i][j] = i + j, b[i][j] = i - j. Gives c[n-1][n-1].
  (func (export "matmul") (param $n i32) (result f64)
    (local $i i32) (local $j i32) (local $k i32) (local $row i32) (local $b i32) (local $c i32) (local $sum f64) (local $pa i32) (local $pb i32)
    (local.set $row (i32.shl (local.get $n) (i32.const 3)))
    (local.set $b (i32.mul (local.get $row) (local.get $n)))
    (local.set $c (i32.shl (local.get $b) (i32.const 1)))
    (loop $fill_i
      (local.set $j (i32.const 0))
      (loop $fill_j
        (local.set $pa (i32.add (i32.mul (local.get $i) (local.get $row)) (i32.shl (local.get $j) (i32.const 3))))
        (f64.store (local.get $pa) (f64.convert_i32_s (i32.add (local.get $i) (local.get $j))))
        (f64.store (i32.add (local.get $b) (local.get $pa)) (f64.convert_i32_s (i32.sub (local.get $i) (local.get $j))))
        (br_if $fill_j (i32.lt_s (local.tee $j (i32.add (local.get $j) (i32.const 1))) (local.get $n))))
      (br_if $fill_i (i32.lt_s (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.set $i (i32.const 0))
    (loop $rows
      (local.set $j (i32.const 0))
      (loop $columns
        (local.set $sum (f64.const 0))
        (local.set $k (i32.const 0))
        (local.set $pa (i32.mul (local.get $i) (local.get $row)))
        (local.set $pb (i32.add (local.get $b) (i32.shl (local.get $j) (i32.const 3))))
        (loop $products
          (local.set $sum (f64.add (local.get $sum) (f64.mul (f64.load (local.get $pa)) (f64.load (local.get $pb)))))
          (local.set $pa (i32.add (local.get $pa) (i32.const 8)))
          (local.set $pb (i32.add (local.get $pb) (local.get $row)))
          (br_if $products (i32.lt_s (local.tee $k (i32.add (local.get $k) (i32.const 1))) (local.get $n))))
        (f64.store
          (i32.add (local.get $c) (i32.add (i32.mul (local.get $i) (local.get $row)) (i32.shl (local.get $j) (i32.const 3))))
          (local.get $sum))
        (br_if $columns (i32.lt_s (local.tee $j (i32.add (local.get $j) (i32.const 1))) (local.get $n))))
      (br_if $rows (i32.lt_s (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.get $sum))

  ;; FNV-1a over n bytes that count up.
  (func (export "hash") (param $n i32) (result i32) (local $i i32) (local $h i32)
    (loop $fill
      (i32.store8 (local.get $i) (local.get $i))
      (br_if $fill (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.set $h (i32.const 0x811c9dc5))
    (local.set $i (i32.const 0))
    (loop $bytes
      (local.set $h (i32.mul (i32.xor (local.get $h) (i32.load8_u (local.get $i))) (i32.const 0x01000193)))
      (br_if $bytes (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.get $h))

  ;; Fills n bytes and copies them behind themselves, some times over.
  (func (export "fill_copy") (param $n i32) (param $rounds i32) (result i32)
    (loop $again
      (memory.fill (i32.const 0) (local.get $rounds) (local.get $n))
      (memory.copy (local.get $n) (i32.const 0) (local.get $n))
      (br_if $again (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (i32.load8_u (i32.sub (i32.shl (local.get $n) (i32.const 1)) (i32.const 1))))
)
