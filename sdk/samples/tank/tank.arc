// Keeps the level of a tank, in metres: the inlet replaces what is drawn, and opens further in proportion to what is missing.
func limited(x f64) f64 {
    if x < 0 {
        return 0
    }
    if x > 1 {
        return 1
    }
    return x
}

demand + (setpoint - level) * 4 -> limited{} -> inlet
level > 1.8 -> alarm
