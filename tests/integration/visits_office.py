"""A visits service with the people and estates of a front desk: floors 1层 and 2层 of 2栋, eight households."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.visits import handlers, queries
from services.visits.app import SERVICE, create_app
from services.visits.config import Settings
from services.visits.models import FloorOfficer, Premises, Round, Visit
from shared import clock
from tests.integration.reference_data import settings
from tests.integration.survey_office import SurveyOffice

SETTINGS = settings(Settings, "visits")


class VisitsOffice(SurveyOffice):
    """``database`` is the visits service's."""

    service = SERVICE
    settings = SETTINGS
    create = staticmethod(create_app)

    @property
    def estate_id(self) -> UUID:
        return self.desk.estates["LX"].id

    def today(self) -> date:
        return clock.today(SETTINGS.site_zone)

    def floors(self) -> list[Premises]:
        with self.database.read(self.actor("lead")) as session:
            return list(session.scalars(select(Premises).where(Premises.kind == "floor").order_by(Premises.id)))

    def give(
        self, floor_ids: list[UUID], username: str = "officer", first_day: date | None = None
    ) -> list[FloorOfficer]:
        facts = {"floor_ids": floor_ids, "staff_id": self.staff(username).id, "first_day": first_day or self.today()}
        return self.do("lead", handlers.assign_floors, **facts)

    def give_all(self, username: str = "officer") -> None:
        self.give([row.id for row in self.floors()], username)

    def plan(self, year: int, quarter: int, username: str = "lead") -> Round:
        return self.do(username, handlers.plan_round, estate_id=self.estate_id, year=year, quarter=quarter)

    def visits(self, **chosen: Any) -> list[Visit]:
        """As the list shows them, then those without a time."""
        timed = self.read("lead", queries.visits, **chosen).items
        return [row.visit for row in (*timed, *self.read("lead", queries.visits, **chosen, untimed=True).items)]
