"""The worker of ``parcels``."""

from shared.worker import main
from tests.faults.sample_service import pauses
from tests.faults.sample_service.services import PARCELS
from tests.faults.sample_service.settings import load

if __name__ == "__main__":
    pauses.install()
    main(PARCELS, lambda: load("parcels"))
