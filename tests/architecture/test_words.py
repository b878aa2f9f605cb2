"""Nothing that people read is left in the words of the code: permissions, and all that the audit trail may show."""

import re
from pathlib import Path

import pytest

from deploy.services import SERVICES
from services.ticketing.handlers.clocks import BREACH, WARN
from services.ticketing.models import ImportState
from shared.audit import Audited
from shared.db import Mapping
from shared.i18n import LANGUAGES, translate
from shared.permissions import PERMISSION_NAMES, ROLE_NAMES, ROLES
from shared.service import Service
from shared.web.trail import UNTOLD

ROOT = Path(__file__).resolve().parents[2]
RECORDED = re.compile(r'(?:record|_many)\(\s*[\w.]+, "([\w.]+)"')
RECORDED_IN_PART = {"ticketing": {"hotline_gap", "import_job"}, "notify": {"delivery"}, "visits": {"duty"}}
ENDS = (ImportState.DONE, ImportState.REFUSED, ImportState.FAILED)
NAMED_ELSEWHERE = {"ticketing": {WARN, BREACH, *(f"import.{end}" for end in ENDS)}}
every_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)


def in_chinese(text: str) -> bool:
    return translate(text, LANGUAGES[0]) != text


def test_roles_and_permissions_have_names() -> None:
    assert ROLES.keys() == ROLE_NAMES.keys()
    assert frozenset().union(*ROLES.values()) == PERMISSION_NAMES.keys()
    assert all(map(in_chinese, PERMISSION_NAMES.values()))


@every_service
def test_every_audited_column_has_a_name(service: Service) -> None:
    own = set(service.metadata.tables.values())
    audited = {mapper.local_table for mapper in Mapping.registry.mappers if issubclass(mapper.class_, Audited)} & own
    audited |= {service.metadata.tables[name] for name in RECORDED_IN_PART.get(service.name, ())}
    columns = {column.name for table in audited for column in table.columns}
    assert columns - UNTOLD == service.trail.columns.keys()
    assert all(map(in_chinese, service.trail.columns.values()))


@every_service
def test_every_recorded_action_has_a_name(service: Service) -> None:
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "services" / service.name).rglob("*.py"))
    recorded = {action for text in sources for action in RECORDED.findall(text)}
    assert recorded | NAMED_ELSEWHERE.get(service.name, set()) == service.trail.actions.keys()
    assert all(map(in_chinese, service.trail.actions.values()))
