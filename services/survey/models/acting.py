"""Which answers call for action, and what of them is told to who acts."""

from services.survey.models.choices import YES, QuestionKind
from services.survey.models.counting import SCORED, WRITTEN, items
from services.survey.models.documents import Document, Values


def wants_contact(document: Document, values: Values) -> bool:
    asked = (question.key for question in document.questions if question.kind is QuestionKind.CONTACT)
    return any(values.get(key) == YES for key in asked)


def calls_for_action(document: Document, values: Values, at_most: int | None) -> bool:
    """It asks to be contacted, or gives a score of ``at_most`` or less; None: no score does."""
    return wants_contact(document, values) or bool(_bad(document, values, at_most))


def told_of(document: Document, values: Values, *, named: bool, at_most: int | None) -> str:
    """In the words of the questionnaire: what was written; of a household that gave its name, its bad scores too."""
    written = [
        f"{question.zh}\n{values[question.key]}"
        for question in document.questions
        if question.kind in WRITTEN and question.key in values
    ]
    if not named:
        return "\n\n".join(written)
    wish = ["希望与其联系。"] if wants_contact(document, values) else []
    scores = "\n".join(_bad(document, values, at_most))
    return "\n\n".join([*wish, *([scores] if scores else []), *written])


def _bad(document: Document, values: Values, at_most: int | None) -> list[str]:
    """``电梯运行：2 分`` for each score that is at most so much."""
    if at_most is None:
        return []
    lines = {(row.key, choice.value): choice.zh for row in document.questions for choice in row.choices}
    return [
        f"{lines[item.question.key, item.line] if item.line is not None else item.question.zh}：{score} 分"
        for item in items(document)
        if item.question.kind in SCORED
        for score in item.given(values)
        if int(score) <= at_most
    ]
