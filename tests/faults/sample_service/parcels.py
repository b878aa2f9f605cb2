"""The worker of ``parcels``."""

from shared.worker import main
from tests.faults.sample_service.services import PARCELS
from tests.faults.sample_service.settings import load

if __name__ == "__main__":
    main(PARCELS, lambda: load("parcels"))
