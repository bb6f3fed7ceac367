import signal

pressure -> signal.clamp{lo=0, hi=10} -> limited
