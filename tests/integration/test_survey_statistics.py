"""统计: what answers come to, without telling who gave them (A2.1)."""

from collections import Counter
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, update

from services.survey import handlers, queries
from services.survey.handlers import counting
from services.survey.models import Campaign, Invitation, Level, Sheet, Strip, Tally
from services.ticketing import handlers as ticketing
from shared.errors import NotFound
from tests.integration.survey_office import SurveyOffice
from tests.integration.test_survey_campaigns import ANSWERS, answer, fire, invitations, opened
from tests.integration.ticketing_desk import NAMES, counted_queries

OVERALL = ("5", "4", "4", "3", "2", "1", "5", "4")


def answered(office: SurveyOffice, count: int = len(NAMES), **facts: Any) -> Campaign:
    """The households have answered, with these scores overall, and a worker has counted them."""
    campaign = opened(office, **facts)
    for row, score in list(zip(invitations(office, campaign), OVERALL, strict=True))[:count]:
        answer(office, row.id, q1=score, q2="a" if score in "45" else "d", q7=["a", "c"], q17=f"意见 {score}")
    fire(office, "count_campaign")
    return campaign


def found(office: SurveyOffice, campaign: Campaign) -> queries.Statistics:
    return office.read("lead", queries.statistics, campaign_id=campaign.id)


def test_the_scores_of_everybody_are_counted_within_a_minute(office: SurveyOffice) -> None:
    told = found(office, answered(office))
    assert (told.whole.invited, told.whole.answered, told.whole.response) == (8, 8, 100.0)
    assert told.whole.scores(["q1"]) == {"1": 1, "2": 1, "3": 1, "4": 3, "5": 2}
    assert told.whole.satisfied(["q1"]) == 62.5
    assert told.whole.mean(["q1"]) == 28 / 8
    assert [(group.name, group.answered) for group in told.buildings] == [("2栋", 8)]
    assert told.whole.counts
    assert (told.whole.counts["q7=c"], told.whole.counts["q13.c=3"], told.whole.counts["q17"]) == (8, 8, 8)


def test_what_comes_later_is_added_and_nothing_is_counted_twice(
    office: SurveyOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "BATCH", 2)
    monkeypatch.setattr(counting, "PART", 3)
    campaign = answered(office, 5)
    for row in invitations(office, campaign)[5:]:
        answer(office, row.id)
    for _more in range(5):
        fire(office, "count_campaign")
    assert found(office, campaign).whole.answered == 8
    with office.database.read() as session:
        lengths = session.execute(select(Strip.key, func.sum(func.length(Strip.values))).group_by(Strip.key)).all()
    assert {length for _key, length in lengths} == {8}
    crossed = office.read("lead", queries.crossing, campaign_id=campaign.id, first="q8", second="q11")
    assert [row.counts for row in crossed.rows] == [[0, 0, 0, 0, 0], [0, 0, 0, 8, 0]]


def test_few_answers_are_not_told(office: SurveyOffice) -> None:
    told = found(office, answered(office, 4))
    assert (told.whole.answered, told.whole.counts, told.buildings[0].counts) == (4, None, None)


def test_a_small_group_is_hidden_with_a_second_one_to_hide_behind(office: SurveyOffice) -> None:
    desk = office.desk
    desk.do("officer", ticketing.change_customer, customer_id=desk.customers["曾华"].id, kind="tenant")
    office.copies.take_events()
    told = found(office, answered(office))
    assert [(group.name, group.answered, group.counts) for group in told.kinds if group.counts is None] == [
        ("owner", 7, None),
        ("tenant", 1, None),
    ]
    assert told.whole.counts is not None


def test_floors_are_told_apart_where_they_are_many_enough(office: SurveyOffice) -> None:
    campaign = answered(office)
    with office.database.write() as session:
        floors: list[UUID | None] = list(session.scalars(select(Tally.floor_id).where(Tally.level == Level.FLOOR)))
        assert len(floors) > 1
        answers = session.scalars(select(Tally.answered).where(Tally.level == Level.FLOOR)).all()
        assert sum(answers) == 8
    building = found(office, campaign).buildings[0].building_id
    assert building
    rows = office.read("lead", queries.floors, campaign_id=campaign.id, building_id=building)
    assert [row.counts is None for row in rows] == [row.answered < 5 for row in rows]


def test_one_question_is_set_against_another(office: SurveyOffice) -> None:
    campaign = answered(office)
    crossed = office.read("lead", queries.crossing, campaign_id=campaign.id, first="q2", second="q1")
    # five are satisfied; three are not, which is too few, and would be the whole less the five
    assert [(row.answer, row.size, row.counts) for row in crossed.rows if row.size] == [("a", 5, None), ("d", 3, None)]
    by_channel = office.read("lead", queries.crossing, campaign_id=campaign.id, first="q7", second="q1")
    assert [row.counts for row in by_channel.rows if row.size] == [[1, 1, 1, 3, 2], [1, 1, 1, 3, 2]]
    with pytest.raises(NotFound):
        office.read("lead", queries.crossing, campaign_id=campaign.id, first="q17", second="q1")


def test_an_anonymous_one_is_counted_when_no_more_answers_come(office: SurveyOffice) -> None:
    campaign = answered(office, anonymous=True)
    told = found(office, campaign)
    assert (told.withheld, told.whole.invited, told.whole.answered) == (True, 8, 0)
    caller = office.visitor("lead")
    assert "匿名" in caller.reads(f"/campaigns/{campaign.id}/statistics")
    for path in ("crossing", "texts/q17"):
        assert caller.get(f"/campaigns/{campaign.id}/{path}").status_code == 404
    office.do("lead", handlers.close_campaign, campaign_id=campaign.id)
    fire(office, "count_campaign")
    told = found(office, campaign)
    assert (told.withheld, told.whole.answered, told.whole.satisfied(["q1"])) == (False, 8, 62.5)
    with office.database.read() as session:
        assert session.scalars(select(Tally).where(Tally.level == Level.FLOOR)).all() == []
    assert (
        caller.post(
            f"/campaigns/{campaign.id}/answers/export-named", format="csv", seen_on="/campaigns/new"
        ).status_code
        == 404
    )


def test_one_that_was_opened_before_there_were_tallies_is_counted_too(office: SurveyOffice) -> None:
    campaign = answered(office)
    with office.database.write() as session:
        session.execute(delete(Strip))
        session.execute(delete(Tally))
        session.execute(update(Sheet).values(counted=False))
        session.execute(update(Invitation).values(floor_id=None, floor=""))
    fire(office, "count_campaign")
    assert found(office, campaign).whole.satisfied(["q1"]) == 62.5


def test_campaigns_of_one_questionnaire_are_set_in_a_row(office: SurveyOffice) -> None:
    first = answered(office, title="上半年", half=1)
    office.do("lead", handlers.close_campaign, campaign_id=first.id)
    second = answered(office, title="下半年")
    periods = office.read("lead", queries.trend, campaign=second)
    assert [(row.campaign.title, round(row.group.response or 0)) for row in periods] == [
        ("上半年", 100),
        ("下半年", 100),
    ]


def test_statistics_take_the_same_number_of_queries_however_many_answer(office: SurveyOffice) -> None:
    counts = []
    campaign = answered(office, 3)
    for rows in (invitations(office, campaign)[3:4], invitations(office, campaign)[4:]):
        for row in rows:
            answer(office, row.id)
        fire(office, "count_campaign")
        with counted_queries(office.database) as statements:
            found(office, campaign)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 4


def test_written_answers_are_put_together_by_tags(office: SurveyOffice) -> None:
    campaign = answered(office)
    page = office.read("officer", queries.texts, campaign_id=campaign.id, key="q17")
    assert Counter(row.text for row in page.items)["意见 4"] == 3
    lift, other = page.items[:2]
    for sheet, tags in ((lift.sheet, ["电梯", "电梯", "态度"]), (other.sheet, ["电梯"])):
        office.do("lead", handlers.tag_text, sheet_id=sheet.id, key="q17", tags=tags)
    assert office.read("lead", queries.tags, campaign_id=campaign.id, key="q17") == [("电梯", 2), ("态度", 1)]
    office.do("lead", handlers.tag_text, sheet_id=other.sheet.id, key="q17", tags=[])
    tagged = office.read("lead", queries.texts, campaign_id=campaign.id, key="q17", tag="电梯").items
    assert [row.tags for row in tagged] == [["态度", "电梯"]]
    assert office.audit(lift.sheet.id) == ["text.tag"]
    with pytest.raises(NotFound):
        office.do("lead", handlers.tag_text, sheet_id=lift.sheet.id, key="q1", tags=["总体"])


def test_nothing_of_another_estate_is_seen(office: SurveyOffice) -> None:
    campaign = answered(office)
    for query, facts in (
        (queries.statistics, {}),
        (queries.texts, {"key": "q17"}),
        (queries.crossing, {"first": "q1", "second": "q2"}),
    ):
        with pytest.raises(NotFound):
            office.read("stranger", query, campaign_id=campaign.id, **facts)


def test_the_api_tells_the_same(office: SurveyOffice) -> None:
    campaign = answered(office)
    caller = office.caller("lead")
    told = caller.get(f"campaigns/{campaign.id}/statistics").json
    assert (told["whole"]["counts"]["q1=4"], told["kinds"][0]["name"]) == (3, "owner")
    assert caller.get(f"campaigns/{campaign.id}/crossing", first="q8", second="q1").json["rows"][1]["counts"] == [
        1,
        1,
        1,
        3,
        2,
    ]
    text = caller.get(f"campaigns/{campaign.id}/texts/q17", limit=1).json["items"][0]
    path = f"campaigns/{campaign.id}/texts/q17/{text['sheet_id']}"
    assert caller.send("POST", f"/survey/api/v1/{path}", json={"tags": ["电梯"]}).json == {"tags": ["电梯"]}
    assert ANSWERS["q1"] == "4"
