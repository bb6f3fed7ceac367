// Reads the machine ten times a second.
import ( host time )

time.interval{100ms} -> host.cpu{} -> cpu
time.interval{100ms} -> host.memory{} -> memory
time.interval{100ms} -> host.pressure{} -> pressure
