import math

// math: a polymorphic member in three specialisations.
func norm(x f64, y f64) f64 { return math.sqrt(x * x + y * y) }
func half_power(x f32) f32 { return math.sqrt(math.abs(x)) }
func magnitude(n i8) i8 { return math.abs(n) }
func power(x f64, n i64) f64 { return x ^ 3.0 + f64(n ^ 2) }

// op: operators on series.
func scaled(s series f64, k f64) series f64 { return s * k + 1.0 }
func above(s series i32, limit i32) series u8 { return s > limit }

// channel: the tank's level is read, the valve is written.
func control(target f64) f64 {
    error := target - level
    valve = error * 2.0
    alarm = 1
    return error
}
