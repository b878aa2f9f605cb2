"""The ticketing service's worker: consumer, relay, timers, and the operators' commands."""

from services.ticketing.app import SERVICE
from services.ticketing.config import load
from shared.worker import main

if __name__ == "__main__":
    main(SERVICE, load)
