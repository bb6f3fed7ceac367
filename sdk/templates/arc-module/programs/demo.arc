import signals

pressure -> signals.smooth{alpha=0.5} -> signals.limit{lo=0, hi=10} -> limited
