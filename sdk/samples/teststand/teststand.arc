// A pressure test: fill, pressurise, hold, evaluate, vent. A stop ends it from any stage, and vents at once.
import time

wanted := 8.0 // bar
least := 7.8 // bar, after the hold

func judge(p f64) (verdict str, done u8) {
    if p >= least {
        verdict = f"pass: {p:.2f} bar held"
    } else {
        verdict = f"fail: {p:.2f} bar left of {wanted:.1f}"
    }
    done = 1
}

start => test

sequence test {
    stage run {
        stop => aborted
        sequence {
            stage fill {
                "fill" -> phase
                1 -> fill_valve
                level >= 95 => next
            }
            stage pressurise {
                "pressurise" -> phase
                0 -> fill_valve
                1 -> pump
                pressure >= wanted => next
            }
            stage hold {
                "hold" -> phase
                0 -> pump
                time.wait{10s} => next
            }
            stage evaluate {
                "evaluate" -> phase
                pressure -> judge{} -> { verdict: verdict, done: vent }
            }
        }
    }
    sequence aborted {
        0 -> fill_valve
        0 -> pump
        "aborted" -> verdict
    }
    stage vent {
        "vent" -> phase
        1 -> vent_valve
        pressure <= 0.2 => next
    }
    0 -> vent_valve
    "ready" -> phase
}
