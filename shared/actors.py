"""Who acts: a member of staff, a resident by link, an API token, or the system itself."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """``kind`` is ``staff``, ``client``, ``resident``, ``event`` or ``system``.

    ``estates`` is None for company roles, which see every estate; ``scopes`` are the permissions of a client.
    """

    kind: str
    id: UUID | None = None
    name: str = ""
    roles: frozenset[str] = frozenset()
    estates: frozenset[UUID] | None = None
    scopes: frozenset[str] = field(default_factory=frozenset)
    language: str | None = None

    def sees(self, estate_id: UUID) -> bool:
        return self.estates is None or estate_id in self.estates


SYSTEM = Actor("system", name="Linli")
EVENT = Actor("event", name="Linli")
RESIDENT = Actor("resident", estates=None)
