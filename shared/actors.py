"""Who acts: a member of staff, a resident by link, an API token, or the system itself."""

from dataclasses import dataclass, field
from typing import Any
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


def staff_actor(row: Any, language: str | None = None) -> Actor:
    """The member of staff whose ``row`` has the columns of ``shared.directory.StaffRights``."""
    roles, estates = frozenset(row.roles), estate_ids(row.estates)
    return Actor("staff", id=row.id, name=row.name, roles=roles, estates=estates, language=language)


def client_actor(row: Any) -> Actor:
    """The other system whose ``row`` has the columns of ``shared.directory.ClientRights``."""
    return Actor("client", id=row.id, name=row.name, scopes=frozenset(row.scopes), estates=estate_ids(row.estates))


def estate_ids(estates: list[str] | None) -> frozenset[UUID] | None:
    """From JSON, which knows no ids; None means all of them."""
    return None if estates is None else frozenset(map(UUID, estates))
