"""The visits service's worker: consumer, relay, timers, and the operators' commands."""

from services.visits.app import SERVICE
from services.visits.config import load
from shared.worker import main

if __name__ == "__main__":
    main(SERVICE, load)
