import math

func fib(n i32) i32 {
    if n < 2 { return n }
    return fib(n - 1) + fib(n - 2)
}

func mandelbrot(size i32, limit i32) i32 {
    inside i32 := 0
    for y := range(size) {
        ci := 2.0 * f64(y) / f64(size) - 1.0
        for x := range(size) {
            cr := 3.0 * f64(x) / f64(size) - 2.0
            zr := 0.0
            zi := 0.0
            n i32 := 0
            for n < limit and zr * zr + zi * zi <= 4.0 {
                t := zr * zr - zi * zi + cr
                zi = 2.0 * zr * zi + ci
                zr = t
                n = n + 1
            }
            if n == limit { inside = inside + 1 }
        }
    }
    return inside
}

// A static host function.
func host_static(n i64) f64 {
    x := 0.0
    for i := range(n) { x = math.clamp(x + 1.5, 0.0 - 1000.0, 1000.0) }
    return x
}

// Two host functions bound to a module's state: load and store.
func host_bound(n i64) i64 {
    count $= 0
    count = 0
    for i := range(n) { count = count + 1 }
    return count
}

func host_string(n i64) i64 {
    text := "a text"
    total := 0
    for i := range(n) { total += len(text) }
    return total
}

func host_series(n i64) f64 {
    s := [1.0, 2.5, 4.0, 5.5]
    total := 0.0
    for i := range(n) { total += s[i % 4] }
    return total
}

func identity(x f64) f64 { return x }
