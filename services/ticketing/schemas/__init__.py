"""JSON bodies and HTML forms of the front desk."""

from services.ticketing.schemas.commitments import CommitmentSchema
from services.ticketing.schemas.people import (
    CustomerFilterSchema,
    CustomerRowSchema,
    CustomerSchema,
    PremisesFilterSchema,
    PremisesSchema,
    RegisterCustomerSchema,
    StaffSchema,
)
from services.ticketing.schemas.sessions import CredentialsSchema, TokenSchema
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
    "OpenTicketSchema",
    "PremisesFilterSchema",
    "PremisesSchema",
    "RegisterCustomerSchema",
    "ReopenSchema",
    "ResolveSchema",
    "StaffSchema",
    "TicketFilterSchema",
    "TicketRowSchema",
    "TicketSchema",
    "TokenSchema",
]
