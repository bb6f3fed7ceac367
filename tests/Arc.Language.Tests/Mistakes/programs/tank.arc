// Keeps the level of a tank between two limits and reports alarms.
import (
    math
    time
)

authority (
    200
    valve 220
    pump 210
)

LOW := 20
HIGH := 80
ALARM_TEXT := "level out of range"

// First-order filter.
func smooth{gain f64 = 0.2}(x f64) f64 {
    last $= x
    last = last + gain * (x - last)
    return last
}

func classify(level f64, low f64 = 10) u8 {
    if level < low {
        return 0
    } else if level > HIGH {
        return 2
    }
    return 1
}

func report(level f64) str {
    state := classify(level)
    if state == 1 {
        return f"ok {level:.1f}"
    }
    return ALARM_TEXT + ": " + str(math.round(level))
}

level -> smooth{gain=0.5} -> filtered
filtered -> report{} -> message
filtered > HIGH or filtered < LOW => alarm

sequence fill {
    1 -> valve
    time.wait{500ms}
    1 -> pump
    stage filling {
        filtered > 75 => next
        stop => idle
    }
    stage settle {
        filtered -> math.avg{duration=2s} -> average
        average > 70 => filling
        stop => idle
    }
}

stage idle {
    0 -> valve
    0 -> pump
    start => fill
}

start => fill
