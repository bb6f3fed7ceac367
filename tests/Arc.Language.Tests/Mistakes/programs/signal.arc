// Signal analysis on series and texts.
import math as m

WINDOW := 16
NAME := "channel one"

func mean(values series f64) f64 {
    sum := 0.0
    if len(values) == 0 {
        return sum
    }
    for v := values {
        sum += v
    }
    return sum / f64(len(values))
}

func variance(values series f64) f64 {
    centre := mean(values)
    total := 0.0
    for v := values {
        total += (v - centre) ^ 2
    }
    return total / f64(len(values))
}

func largest(values series f64) i32 {
    at i32 := 0
    for i, v := values {
        if v > values[at] {
            at = i
        }
    }
    return at
}

func window(x f64) f64 {
    buffer series f64 $= [0, 0, 0, 0]
    position i64 $= 0
    buffer[position] = x
    position = (position + 1) % len(buffer)
    return mean(buffer)
}

func count_above(values series f64, limit f64) i64 {
    hits := values > limit
    n i64 := 0
    for hit := hits {
        if hit {
            n += 1
        }
    }
    return n
}

func describe(x f64, digits i64) str {
    text := f"{NAME}: {x:+8.3f}"
    if digits > 3 and x != 0 {
        text += " (" + str(m.log10(m.abs(x))) + ")"
    }
    return text
}

func fib(n i64) i64 {
    if n < 2 {
        return n
    }
    return fib(n - 1) + fib(n - 2)
}

func checksum(text str) u32 {
    sum u32 := 0
    for i := range(len(text)) {
        sum = sum * 31 + u32(text[i])
    }
    return sum
}

signal -> window{} -> averaged
signal -> m.abs{} -> magnitude
describe(signal, 4) -> message
counter -> fib{} -> counter_out
