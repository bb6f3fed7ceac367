// Finds a valve that closes by the flow that is missing.
//
// The normal flow is learnt from the first rows, and follows slow drift while nothing is wrong; during an alarm it stands still,
// otherwise the fault would become normal. The shortfall, in percent of the normal flow, is smoothed. It raises an alarm when it
// exceeds `closed`, which is over when no more than `reopened` of the worst shortfall is left. The next alarm needs a rise from
// below half of `closed`: a valve that is opened slowly raises no second one.
func watch{
    learn i64 = 200,
    smoothing f64 = 0.05,
    drift f64 = 0.001,
    closed f64 = 1.1,
    reopened f64 = 0.3,
}(measured f64) (fault u8, text str) {
    row i64 $= 0
    normal $= 0.0
    short $= 0.0
    worst $= 0.0
    alarm u8 $= 0
    armed u8 $= 1
    row += 1
    if row <= learn {
        normal += (measured - normal) / f64(row)
        return
    }
    short += smoothing * (100.0 * (normal - measured) / normal - short)
    if alarm {
        if short > worst {
            worst = short
        }
        if short < reopened * worst {
            alarm = 0
            armed = 0
            fault = 0
            text = f"open again; at worst {worst:.1f} % were missing"
        }
        return
    }
    normal += drift * (measured - normal)
    if short < 0.5 * closed {
        armed = 1
    }
    if armed and short > closed {
        alarm = 1
        worst = short
        fault = 1
        text = f"closing: {short:.1f} % of {normal:.1f} l/min are missing"
    }
}

flow -> watch{} -> { fault: fault, text: message }
