// Watches a machine for overload. An episode begins when two seconds of samples average 85 % CPU or more and ends when they
// have come down to 60 %; the wait for a processor and the memory in use are reported with it.
import signal

func report(busy u8) str {
    if busy {
        return f"overload began: cpu {cpu:.0f} %, waiting {pressure:.0f} %, memory {memory:.1f} %"
    }
    return f"overload over: cpu {cpu:.0f} %"
}

cpu -> signal.moving_average{count=20} -> signal.hysteresis{low=60, high=85} -> report{} -> episode
