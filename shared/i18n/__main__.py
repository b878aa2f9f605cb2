"""Keeps the translations.

python -m shared.i18n update   collects new texts into the .po files and drops those no longer used
python -m shared.i18n check    ends with 1 and a list when a text is missing or a translation is faulty
python -m shared.i18n compile  writes the .mo files that the running services read
"""

import argparse
import sys

from shared.i18n import ROOT
from shared.i18n.catalogues import compile_all, update
from shared.i18n.checks import check


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m shared.i18n", description="Keeps the translations.")
    parser.add_argument("command", choices=["update", "check", "compile"])
    match parser.parse_args().command:
        case "update":
            changed = [str(file.relative_to(ROOT)) for file in update(ROOT)]
            sys.stdout.write("".join(f"{file}\n" for file in changed))
        case "compile":
            compile_all(ROOT)
        case "check":
            if faults := check(ROOT):
                sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
