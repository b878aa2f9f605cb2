"""The ticketing service's worker: consumer, relay, timers, imports, and the operators' commands."""
