// Raises an alarm when the pressure has been high for two seconds, and clears it when it has been low for two seconds. Between
// the two limits nothing changes, so that noise at a limit raises one alarm and not twenty.
import stable

func hysteresis{low f64, high f64}(x f64) u8 {
    state u8 $= 0
    if x >= high {
        state = 1
    }
    if x <= low {
        state = 0
    }
    return state
}

func announce(high u8) (active u8, text str) {
    active = high
    if high {
        text = f"pressure {pressure:.1f} bar: high for two seconds"
    } else {
        text = f"pressure {pressure:.1f} bar: normal"
    }
}

pressure
    -> hysteresis{low=7.0, high=8.0}
    -> stable.for{duration=2s}
    -> announce{}
    -> { active: alarm, text: message }
