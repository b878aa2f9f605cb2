"""Labels of premises as people write them, and the bare code in them."""

import re

_SUFFIX = re.compile(r"(号楼|栋|幢|座|单元|层|楼|室|号)$")


def label_code(label: str) -> str:
    """``2栋`` → ``2``, ``5层`` → ``5``, ``0502`` → ``0502``."""
    return _SUFFIX.sub("", label.strip()) or label.strip()
