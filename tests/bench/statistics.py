"""Statistics of a survey that a million households have answered, thirty questions each: cold and warm.

The tallies are what a worker has counted, of a hundred buildings with thirty floors each; the floor is the bare
statement that reads them. How fast a worker counts is measured with real sheets.
"""

import random
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import insert

from services.survey import queries
from services.survey.handlers.counting import BATCH, PART, count_campaign
from services.survey.models import (
    Campaign,
    CampaignState,
    Document,
    Edition,
    Estate,
    Level,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
    Sheet,
    Strip,
    Tally,
)
from shared import audit, clock
from shared.db import Database
from shared.ids import new_id
from tests.bench.surroundings import Figure, Surroundings, dsn
from tests.integration.survey_office import SETTINGS

SHEETS, QUESTIONS, BUILDINGS, FLOORS, ROUNDS = 1_000_000, 30, 100, 30, 9
COLD, WARM = 2.0, 0.1
KEYS = [f"q{number}" for number in range(1, QUESTIONS + 1)]


def measure(place: Surroundings) -> Iterator[Figure]:
    with place.database("survey") as database:
        database.settings = SETTINGS
        campaign = _campaign(database)
        _tallies(database, campaign)
        _strips(database, campaign)
        bare = _bare(database)
        for name, read in _reads(campaign).items():
            cold = _timed(Database(database.engine.url.render_as_string(hide_password=False), SETTINGS), read)
            warm = median(_timed(database, read) for _round in range(ROUNDS))
            yield _figure(f"{name}, cold", cold, bare, COLD)
            yield _figure(f"{name}, warm", warm, bare, WARM if name == "statistics" else COLD)
        yield _counting(database, campaign)


def _figure(what: str, seconds: float, bare: float, most: float) -> Figure:
    ratio = f"{seconds / bare:.1f}"
    return Figure(
        what, f"{1000 * seconds:.0f} ms", f"{1000 * bare:.0f} ms", ratio, f"≤ {1000 * most:.0f} ms", seconds <= most
    )


def _reads(campaign: Campaign) -> dict[str, Callable[[Any], object]]:
    return {
        "statistics": lambda session: queries.statistics(session, campaign.id),
        "question against question": lambda session: queries.crossing(session, campaign.id, first="q1", second="q2"),
    }


def _timed(database: Database, read: Callable[[Any], object]) -> float:
    with database.read() as session:
        session.connection()
        start = time.perf_counter()
        read(session)
        return time.perf_counter() - start


def _bare(database: Database) -> float:
    taken = []
    with psycopg.connect(dsn(database)) as connection:
        for _round in range(ROUNDS):
            start = time.perf_counter()
            connection.execute("SELECT name, invited, answered, counts FROM tally WHERE level <> 'floor'").fetchall()
            taken.append(time.perf_counter() - start)
    return median(taken)


def _campaign(database: Database) -> Campaign:
    asked = tuple(Question(key, QuestionKind.RATING, key) for key in KEYS)
    document, estate_id, today = Document(sections=(Section("全部", questions=asked),)), new_id(), clock.now().date()
    with database.write() as session:
        session.add(Estate(id=estate_id, code="LX", name="邻香苑"))
        questionnaire = Questionnaire(title="一百万份", title_en="", standard=False)
        edition = Edition(questionnaire=questionnaire, number=1, content=document.as_json())
        campaign = Campaign(
            estate_id=estate_id, edition=edition, title="一百万份", title_en="", year=today.year, half=2,
            anonymous=False, double_entry=False, state=CampaignState.CLOSED,
            opens_on=today, closes_on=today + timedelta(days=14), scope={},
        )  # fmt: skip
        edition.questionnaire_id, campaign.edition_id = questionnaire.id, edition.id
        session.add_all([questionnaire, edition, campaign])
        for row in (questionnaire, edition, campaign):
            audit.record(session, "campaign.plan", row)
    return campaign


def _tallies(database: Database, campaign: Campaign) -> None:
    rows = [_tally(campaign, Level.WHOLE, "", SHEETS)]
    for building in range(BUILDINGS):
        told = {"building_id": uuid4()}
        rows += [
            _tally(campaign, Level.BUILDING, f"{building}栋", SHEETS // BUILDINGS // 2, kind=kind, **told)
            for kind in ("owner", "tenant")
        ]
        rows += [
            _tally(campaign, Level.FLOOR, f"{floor}层", SHEETS // BUILDINGS // FLOORS, floor_id=uuid4(), **told)
            for floor in range(FLOORS)
        ]
    with database.write() as session:
        session.execute(insert(Tally), rows)


def _tally(campaign: Campaign, level: Level, name: str, answered: int, **told: Any) -> dict[str, Any]:
    counts = dict.fromkeys(KEYS, answered) | {f"{key}={score}": answered // 5 for key in KEYS for score in range(1, 6)}
    common = {"id": new_id(), "estate_id": campaign.estate_id, "campaign_id": campaign.id, "level": level, "name": name}
    places = {"building_id": None, "floor_id": None, "kind": None} | told
    return {**common, **places, "invited": 2 * answered, "answered": answered, "counts": counts}


def _strips(database: Database, campaign: Campaign) -> None:
    told = {"estate_id": campaign.estate_id, "campaign_id": campaign.id}
    rows = [
        {"id": new_id(), **told, "key": key, "part": part, "values": bytes(random.choices(range(1, 6), k=PART))}
        for key in KEYS[:2]
        for part in range(SHEETS // PART)
    ]
    with database.write() as session:
        session.execute(insert(Strip), rows)


def _counting(database: Database, campaign: Campaign) -> Figure:
    """How many sheets a worker counts each second, among those that were counted already."""
    told = {"estate_id": campaign.estate_id, "campaign_id": campaign.id, "counted": False}
    with database.write() as session:
        buildings = [row.building_id for row in session.query(Tally).where(Tally.level == Level.BUILDING)]
        rows = [
            {
                "id": new_id(), **told, "building_id": random.choice(buildings), "kind": "owner",
                "values": {key: random.randint(1, 5) for key in KEYS},
            }
            for _sheet in range(BATCH)
        ]  # fmt: skip
        session.execute(insert(Sheet), rows)
    start = time.perf_counter()
    with database.write() as session:
        count_campaign(session, campaign_id=campaign.id)
    speed = BATCH / (time.perf_counter() - start)
    return Figure("sheets counted", f"{speed:.0f} /s", "", "", "", None)
