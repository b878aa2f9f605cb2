"""Bodies and forms about questionnaires."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load
from marshmallow.validate import Length, Range, Regexp

from services.survey.models import MOST_CHOICES, QuestionKind
from shared.errors import N_
from shared.fields import Line, Words

LONGEST_TITLE, LONGEST_QUESTION, LONGEST_CHOICE, LONGEST_INTRODUCTION = 80, 500, 100, 2000
KEY = Regexp(r"^q[0-9]{1,4}$")
VALUE = Regexp(r"^[a-z]$")


class TitleSchema(Schema):
    """``title_en`` may be left out."""

    title = Line(LONGEST_TITLE, required=True)
    title_en = Line(LONGEST_TITLE, load_default="")


class IntroductionSchema(Schema):
    zh = Words(LONGEST_INTRODUCTION, load_default="")
    en = Words(LONGEST_INTRODUCTION, load_default="")


class SectionFormSchema(Schema):
    zh = Line(LONGEST_TITLE, required=True)
    en = Line(LONGEST_TITLE, load_default="")


class Lines(fields.Field[list[tuple[str, str]]]):
    """Choices as a form tells them: one on each line, its English after ``|``."""

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> list[tuple[str, str]]:
        lines = [[part.strip() for part in line.split("|", 1)] for line in str(value).splitlines() if line.strip()]
        if any(not line[0] or len(part) > LONGEST_CHOICE for line in lines for part in line):
            raise ValidationError(N_("Write one choice on each line, at most 100 characters, its English after |."))
        return [(line[0], line[1] if len(line) > 1 else "") for line in lines]


class QuestionFormSchema(Schema):
    """A question as its form tells it. ``show_if`` is a question's key and an answer to it: ``q3=4``."""

    kind = fields.Enum(QuestionKind, by_value=True, required=True)
    zh = Line(LONGEST_QUESTION, required=True)
    en = Line(LONGEST_QUESTION, load_default="")
    required = fields.Boolean(load_default=False)
    choices = Lines(load_default=list)
    show_if = fields.List(fields.String(validate=Regexp(r"^q[0-9]{1,4}=[a-z0-9_]{1,10}$")), load_default=list)

    @post_load
    def condition(self, facts: dict[str, Any], **_: Any) -> dict[str, Any]:
        pairs = [pair.split("=") for pair in facts.pop("show_if")]
        if len({key for key, _value in pairs}) > 1:
            raise ValidationError({"show_if": [N_("Choose answers to one question.")]})
        values = [value for _key, value in pairs]
        return facts | {"show_if_key": pairs[0][0] if pairs else None, "show_if_values": values}


class ChoiceSchema(Schema):
    value = fields.String(required=True, validate=VALUE)
    zh = Line(LONGEST_CHOICE, required=True)
    en = Line(LONGEST_CHOICE, load_default="")


class ConditionSchema(Schema):
    """The question is asked only where the earlier question ``key`` was answered with one of ``values``."""

    key = fields.String(required=True, validate=KEY)
    values = fields.List(fields.String(validate=Length(1, 10)), required=True, validate=Length(1, MOST_CHOICES))


class QuestionSchema(Schema):
    """``choices`` are those of a choice or the lines of a matrix."""

    key = fields.String(required=True, validate=KEY)
    kind = fields.Enum(QuestionKind, by_value=True, required=True)
    zh = Line(LONGEST_QUESTION, required=True)
    en = Line(LONGEST_QUESTION, load_default="")
    required = fields.Boolean(load_default=False)
    choices = fields.List(fields.Nested(ChoiceSchema), load_default=list, validate=Length(0, MOST_CHOICES))
    show_if = fields.Nested(ConditionSchema, load_default=None, allow_none=True)


class SectionSchema(Schema):
    zh = Line(LONGEST_TITLE, required=True)
    en = Line(LONGEST_TITLE, load_default="")
    questions = fields.List(fields.Nested(QuestionSchema), load_default=list)


class DocumentSchema(Schema):
    """All that an edition asks. Keys of questions and values of choices stay the same for what stays the same."""

    zh = Words(LONGEST_INTRODUCTION, load_default="")
    en = Words(LONGEST_INTRODUCTION, load_default="")
    sections = fields.List(fields.Nested(SectionSchema), load_default=list, validate=Length(0, 50))


class EditionSchema(Schema):
    """``frozen_at`` is null as long as nobody was asked with it."""

    id = fields.UUID(required=True)
    number = fields.Integer(required=True, validate=Range(1))
    frozen_at = fields.AwareDateTime(required=True, allow_none=True)
    content = fields.Nested(DocumentSchema, required=True, attribute="document")


class QuestionnaireSchema(Schema):
    id = fields.UUID(required=True)
    title = fields.String(required=True)
    title_en = fields.String(required=True)
    standard = fields.Boolean(required=True)
    retired_at = fields.AwareDateTime(required=True, allow_none=True)


class QuestionsSchema(Schema):
    """A questionnaire with its newest edition."""

    questionnaire = fields.Nested(QuestionnaireSchema, required=True)
    edition = fields.Nested(EditionSchema, required=True)
