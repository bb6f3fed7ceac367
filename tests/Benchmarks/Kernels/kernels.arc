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

func collatz(top i64) i64 {
    longest := 0
    for start := range(1, top) {
        n := start
        steps := 0
        for n != 1 {
            if n % 2 == 0 { n = n / 2 } else { n = 3 * n + 1 }
            steps = steps + 1
        }
        if steps > longest { longest = steps }
    }
    return longest
}

func host_calls(n i64) f64 {
    x := 0.0
    for i := range(n) {
        x = math.clamp(x + 1.5, 0.0 - 1000.0, 1000.0)
    }
    return x
}

func identity(x f64) f64 { return x }

// Counts the primes below len(composite), whose elements must be 0.
func sieve(composite series u8) i64 {
    primes := 0
    n := len(composite)
    for i := range(2, n) {
        if composite[i] == 0 {
            primes += 1
            if i * i < n {
                for j := range(i * i, n, i) { composite[j] = 1 }
            }
        }
    }
    return primes
}

func dot(a series f64, b series f64) f64 {
    sum := 0.0
    for i := range(len(a)) { sum += a[i] * b[i] }
    return sum
}

func dot_each(a series f64, b series f64) f64 {
    sum := 0.0
    for i, x := a { sum += x * b[i] }
    return sum
}

func arithmetic(a series f64, b series f64) f64 {
    c := a * 2.5 + b
    d := (c - a) / b
    return d[0] + d[len(d) - 1]
}

func build(n i64) i64 {
    text := ""
    for i := range(n) { text += str(i) + "," }
    return len(text)
}

func format(n i64) i64 {
    total := 0
    for i := range(n) { total += len(f"{i:05d} {f64(i) / 8.0:.3f}") }
    return total
}
