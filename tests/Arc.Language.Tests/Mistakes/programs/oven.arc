// Oven control with a heating profile, alarms and an operator panel.
import (
    time
    math
)

COLD := 40.0
HOT := 180.0
SOAK := 10min

func heater(temperature f64, setpoint f64, enabled u8 = 1) f64 {
    error := setpoint - temperature
    integral $= 0.0
    if not enabled {
        integral = 0
        return 0
    }
    integral += error * 0.01
    integral = math.clamp(integral, -50, 50)
    output := 2.5 * error + integral
    return math.clamp(output, 0, 100)
}

func door_guard(closed u8, temperature f64) (locked u8, warning str) {
    if closed and temperature > COLD {
        locked = 1
        warning = "hot inside"
    } else if not closed {
        locked = 0
        warning = "door open"
    } else {
        locked = 0
    }
}

func minutes(ns i64) f64 {
    return f64(ns) / 60000000000.0
}

func blink(on u8) u8 {
    state u8 $= 0
    if on {
        state = not state
    } else {
        state = 0
    }
    return state
}

{ temperature: temperature, setpoint: setpoint } -> heater{} -> power
{ door: closed, temperature: temperature } -> door_guard{} -> { locked: lock, warning: panel_text }
time.interval{500ms} -> blink{} -> lamp

sequence bake {
    stage preheat {
        HOT -> setpoint
        temperature > 175 => next
        abort => cool
    }
    stage soak {
        f"soaking at {temperature:.0f}" -> panel_text
        abort => cool
        sequence {
            time.wait{SOAK}
            1 -> done
        }
        done => cool
    }
    stage cool {
        COLD -> setpoint
        temperature < 50 => finished
    }
}

stage finished {
    "finished" -> panel_text
    0 -> power_enabled
}

begin => bake
