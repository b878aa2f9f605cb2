"""The survey service's worker: consumer, relay, timers, and the operators' commands."""
