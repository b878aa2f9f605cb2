"""The command line: ``python -m services.survey.worker``."""

from services.survey.app import SERVICE
from services.survey.config import load
from services.survey.worker import figures
from shared.worker import main

if __name__ == "__main__":
    main(SERVICE, load, commands={"figures": figures.COMMAND})
