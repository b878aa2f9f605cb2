"""Bodies, forms and answers about outside parties (B4.1)."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from services.visits.models import PartyKind, Standing
from shared.fields import Line, Upload, Words, in_this_century


class Email(Line):
    """An address, or nothing."""

    def __init__(self) -> None:
        super().__init__(254, load_default="")
        self.validators.append(_email)


def _email(text: str) -> None:
    if text:
        validate.Email()(text)


class PersonSchema(Schema):
    """Somebody at the party."""

    name = Line(80, required=True)
    position = Line(80, load_default="")
    phone = Line(40, load_default="")
    email = Email()


class ChangePartySchema(Schema):
    name = Line(100, required=True)
    purpose = Line(200, load_default="")
    contract_from = fields.Date(load_default=None, allow_none=True, validate=in_this_century)
    contract_until = fields.Date(load_default=None, allow_none=True, validate=in_this_century)
    notes = Words(2000, load_default="")


class RegisterPartySchema(ChangePartySchema):
    estate_id = fields.UUID(required=True)
    kind = fields.Enum(PartyKind, by_value=True, required=True)
    persons = fields.List(fields.Nested(PersonSchema), load_default=list, validate=validate.Length(max=50))


class RegisterPartyFormSchema(ChangePartySchema):
    """With the first contact, if there is one yet."""

    estate_id = fields.UUID(required=True)
    kind = fields.Enum(PartyKind, by_value=True, required=True)
    person_name = Line(80, load_default="")
    person_position = Line(80, load_default="")
    person_phone = Line(40, load_default="")
    person_email = Email()

    @post_load
    def _nest(self, facts: dict[str, Any], **_options: Any) -> dict[str, Any]:
        person = {name: facts.pop(f"person_{name}") for name in ("name", "position", "phone", "email")}
        return facts | {"persons": [person] if person["name"] else []}


class EndPartySchema(Schema):
    on = fields.Date(required=True, validate=in_this_century)
    reason = Words(1000, required=True, filled=True)


class ImportPartiesFormSchema(Schema):
    estate_id = fields.UUID(required=True)


class ImportPartiesSchema(ImportPartiesFormSchema):
    file = Upload(required=True)


class ImportedPartiesSchema(Schema):
    """How many parties of the file were new, told something new, or were known as they are."""

    new = fields.Integer(required=True)
    changed = fields.Integer(required=True)
    same = fields.Integer(required=True)


class PartyFilterSchema(Schema):
    kind = fields.Enum(PartyKind, by_value=True, load_default=None)
    standing = fields.Enum(Standing, by_value=True, load_default=None)
    text = Line(100, load_default="")


class PartyPersonSchema(PersonSchema):
    id = fields.UUID(required=True)


class PartySchema(Schema):
    """A party of the register; ``standing`` follows from its contract and today's date."""

    id = fields.UUID(required=True, attribute="party.id")
    estate_id = fields.UUID(required=True, attribute="party.estate_id")
    estate = fields.String(required=True)
    kind = fields.Enum(PartyKind, by_value=True, required=True, attribute="party.kind")
    name = fields.String(required=True, attribute="party.name")
    purpose = fields.String(required=True, attribute="party.purpose")
    contract_from = fields.Date(required=True, allow_none=True, attribute="party.contract_from")
    contract_until = fields.Date(required=True, allow_none=True, attribute="party.contract_until")
    notes = fields.String(required=True, attribute="party.notes")
    ended_on = fields.Date(required=True, allow_none=True, attribute="party.ended_on")
    reason = fields.String(required=True, attribute="party.reason")
    standing = fields.Enum(Standing, by_value=True, required=True)
    persons = fields.List(fields.Nested(PartyPersonSchema), required=True, attribute="party.persons")
