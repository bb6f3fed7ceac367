// A press test: ramps the pressure up, holds it, and measures the loss.
import math
import time as t
import stable

LIMIT f64 psi := 250psi
HOLD := 30s
STEPS := 5

func to_bar(p f64 psi) f64 bar {
    return p
}

func loss(before f64 psi, after f64 psi) f64 {
    drop := before - after
    if drop < 0psi {
        return 0.0
    }
    return f64(drop) / f64(before) * 100
}

func target(step i64, limit f64 psi) f64 psi {
    fraction := f64(step) / f64(STEPS)
    return limit * fraction
}

func check{tolerance f64}(wanted f64 psi, seen f64 psi) (ok u8, deviation f64 psi) {
    deviation = math.abs(wanted - seen)
    if f64(deviation) < tolerance {
        ok = 1
    } else {
        ok = 0
    }
}

func count_up(trigger u8) i64 {
    n $= 0
    if trigger {
        n += 1
    }
    return n
}

pressure -> to_bar{} -> pressure_bar
pressure > LIMIT => overpressure
{ setpoint: wanted, pressure: seen }
    -> check{tolerance=2.5}
    -> { ok: in_range, deviation: deviation }
cycle -> count_up{} -> cycles

sequence press {
    50psi -> setpoint
    t.wait{HOLD}
    stage hold {
        in_range -> stable.for{5s} => next
        overpressure => release
    }
    200psi -> setpoint
    stage measure {
        loss(setpoint, pressure) -> leak
        t.interval{10s} -> cycle
        cycles > 6 => release
    }
    stage release {
        0psi -> setpoint
    }
}

go => press
