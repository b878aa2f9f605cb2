"""The fixed vocabularies of the survey service; the values travel in events and in the API."""

from enum import StrEnum

from shared.errors import N_


class QuestionKind(StrEnum):
    RATING = "rating"
    SINGLE = "single"
    MULTIPLE = "multiple"
    YES_NO = "yes_no"
    NUMBER = "number"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    MATRIX = "matrix"


QUESTION_KIND_NAMES = {
    QuestionKind.RATING: N_("Satisfaction from 1 to 5"),
    QuestionKind.SINGLE: N_("One of several"),
    QuestionKind.MULTIPLE: N_("Several of several"),
    QuestionKind.YES_NO: N_("Yes or no"),
    QuestionKind.NUMBER: N_("Number"),
    QuestionKind.SHORT_TEXT: N_("A line of text"),
    QuestionKind.LONG_TEXT: N_("Longer text"),
    QuestionKind.MATRIX: N_("Satisfaction with several things"),
}
YES, NO = "yes", "no"
LEAST, BEST = 1, 5
SCORES = {
    5: N_("very satisfied"),
    4: N_("satisfied"),
    3: N_("all right"),
    2: N_("dissatisfied"),
    1: N_("very dissatisfied"),
}

LABELS: dict[str, str] = {str(value): name for value, name in QUESTION_KIND_NAMES.items()}
