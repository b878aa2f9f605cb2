"""The command line: ``python -m services.ticketing.worker``."""

from services.ticketing.app import SERVICE
from services.ticketing.config import load
from services.ticketing.worker import admin, demo, figures, import_file, imports
from shared.worker import main

if __name__ == "__main__":
    main(
        SERVICE,
        load,
        loops={"imports": imports.loop, "figures": figures.loop},
        commands={"admin": admin.COMMAND, "import": import_file.COMMAND, "demo": demo.COMMAND},
    )
