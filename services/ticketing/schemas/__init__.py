"""JSON bodies and HTML forms of the front desk."""

from services.ticketing.schemas.commitments import CommitmentSchema
from services.ticketing.schemas.hotline import HotlineSchema
from services.ticketing.schemas.people import (
    CustomerFilterSchema,
    CustomerRowSchema,
    CustomerSchema,
    PremisesFilterSchema,
    PremisesSchema,
    RegisterCustomerSchema,
    StaffSchema,
)
from services.ticketing.schemas.queue import QueueSchema
from services.ticketing.schemas.sessions import CredentialsSchema, LanguageSchema, OwnPasswordSchema, TokenSchema
from services.ticketing.schemas.tickets import (
    AnswerSchema,
    AssignSchema,
    OpenTicketSchema,
    ReopenSchema,
    ResolveSchema,
    TicketFilterSchema,
    TicketRowSchema,
    TicketSchema,
)

__all__ = [
    "AnswerSchema",
    "AssignSchema",
    "CommitmentSchema",
    "CredentialsSchema",
    "CustomerFilterSchema",
    "CustomerRowSchema",
    "CustomerSchema",
    "HotlineSchema",
    "LanguageSchema",
    "OpenTicketSchema",
    "OwnPasswordSchema",
    "PremisesFilterSchema",
    "PremisesSchema",
    "QueueSchema",
    "RegisterCustomerSchema",
    "ReopenSchema",
    "ResolveSchema",
    "StaffSchema",
    "TicketFilterSchema",
    "TicketRowSchema",
    "TicketSchema",
    "TokenSchema",
]
