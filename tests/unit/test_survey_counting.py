"""What sheets come to, against a calculation that is made in another way."""

from statistics import fmean
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.survey.models import Choice, Document, Question, QuestionKind, Section
from services.survey.models.counting import FEWEST, add, count, hidden, items, mean, satisfied, scores, strip

SCORE = st.integers(1, 5)
CHOICES = tuple(Choice(value, value) for value in "abc")
DOCUMENT = Document(
    sections=(
        Section(
            "全部",
            questions=(
                Question("q1", QuestionKind.RATING, "总体"),
                Question("q2", QuestionKind.SINGLE, "变化", choices=CHOICES),
                Question("q3", QuestionKind.MULTIPLE, "方式", choices=CHOICES),
                Question("q4", QuestionKind.YES_NO, "报修"),
                Question("q5", QuestionKind.MATRIX, "各项", choices=CHOICES),
                Question("q6", QuestionKind.NUMBER, "人数"),
                Question("q7", QuestionKind.LONG_TEXT, "意见"),
            ),
        ),
    )
)
SHEETS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "q1": SCORE,
            "q2": st.sampled_from("abc"),
            "q3": st.lists(st.sampled_from("abc"), min_size=1, unique=True),
            "q4": st.sampled_from(["yes", "no"]),
            "q5": st.dictionaries(st.sampled_from("abc"), SCORE, min_size=1),
            "q6": st.integers(-99, 99),
            "q7": st.text(min_size=1),
        },
    ),
    max_size=30,
)
Sheets = list[dict[str, Any]]


@given(SHEETS, st.integers(0, 30))
def test_counts_are_what_somebody_else_counts(sheets: Sheets, cut: int) -> None:
    counted = add(count(DOCUMENT, sheets[:cut]), count(DOCUMENT, sheets[cut:]))
    for key in ("q1", "q2", "q3", "q4", "q6", "q7"):
        assert counted.get(key, 0) == len([sheet for sheet in sheets if key in sheet])
    for value in "abc":
        assert counted.get(f"q2={value}", 0) == [sheet.get("q2") for sheet in sheets].count(value)
        assert counted.get(f"q3={value}", 0) == sum(value in sheet.get("q3", ()) for sheet in sheets)
        for score in range(1, 6):
            given_so = [sheet["q5"] for sheet in sheets if sheet.get("q5", {}).get(value) == score]
            assert counted.get(f"q5.{value}={score}", 0) == len(given_so)
    assert counted.get("q6+", 0) == sum(sheet.get("q6", 0) for sheet in sheets)


@given(SHEETS)
def test_rates_and_means_are_those_of_the_scores_themselves(sheets: Sheets) -> None:
    counted = count(DOCUMENT, sheets)
    told = [sheet["q1"] for sheet in sheets if "q1" in sheet]
    told += [score for sheet in sheets for score in sheet.get("q5", {}).values()]
    given_scores = scores(counted, ["q1", "q5.a", "q5.b", "q5.c"])
    if not told:
        assert satisfied(given_scores) is mean(given_scores) is None
        return
    rate, average = satisfied(given_scores), mean(given_scores)
    assert rate is not None
    assert average is not None
    assert abs(rate - 100 * fmean(score >= 4 for score in told)) < 1e-9
    assert abs(average - fmean(told)) < 1e-9


@given(SHEETS)
def test_every_strip_has_the_answer_of_each_sheet_at_its_place(sheets: Sheets) -> None:
    strips = {key: values for item in items(DOCUMENT) for key, values in strip(item, sheets).items()}
    for place, sheet in enumerate(sheets):
        assert strips["q1"][place] == sheet.get("q1", 0)
        assert strips["q5.b"][place] == sheet.get("q5", {}).get("b", 0)
        assert strips["q3.c"][place] == (0 if "q3" not in sheet else 2 if "c" in sheet["q3"] else 1)


@given(st.lists(st.integers(0, 40), max_size=12))
def test_no_group_of_fewer_than_five_can_be_had_by_subtraction(sizes: list[int]) -> None:
    secret = hidden(sizes)
    assert all(place in secret for place, size in enumerate(sizes) if 0 < size < FEWEST)
    told_of = {place for place, size in enumerate(sizes) if size}
    if secret and secret != told_of:
        assert len(secret) > 1
        assert sum(sizes[place] for place in secret) >= FEWEST
    if all(size >= FEWEST for size in sizes if size):
        assert not secret
