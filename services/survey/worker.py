"""The survey service's worker: consumer, relay, timers, and the operators' commands."""

from services.survey.app import SERVICE
from services.survey.config import load
from shared.worker import main

if __name__ == "__main__":
    main(SERVICE, load)
