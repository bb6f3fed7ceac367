// Bang-bang control: the pump starts when the level has fallen to the lower limit, and stops at the upper one.
func bang_bang{low f64, high f64}(x f64) u8 {
    on u8 $= 0
    if x <= low {
        on = 1
    }
    if x >= high {
        on = 0
    }
    return on
}

level -> bang_bang{low=40, high=60} -> pump
