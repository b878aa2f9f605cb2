"""JSON bodies and HTML forms of the front desk."""

from services.ticketing.schemas.commitments import CommitmentSchema
from services.ticketing.schemas.people import (
    ChangeCustomerSchema,
    CustomerFilterSchema,
    CustomerRowSchema,
    CustomerSchema,
    EstateSchema,
    MoveOutSchema,
    PremisesFilterSchema,
    PremisesSchema,
    RegisterCustomerSchema,
)
from services.ticketing.schemas.sessions import CredentialsSchema, TokenSchema
from services.ticketing.schemas.staff import ChangeStaffSchema, CreateStaffSchema, PasswordSchema, StaffSchema
from services.ticketing.schemas.tickets import (
    AnswerSchema,
    AssignSchema,
    NothingSchema,
    OpenTicketSchema,
    ReopenSchema,
    ResolveSchema,
    TicketFilterSchema,
    TicketRowSchema,
    TicketSchema,
    TimelineEntrySchema,
)

__all__ = [
    "AnswerSchema",
    "AssignSchema",
    "ChangeCustomerSchema",
    "ChangeStaffSchema",
    "CommitmentSchema",
    "CreateStaffSchema",
    "CredentialsSchema",
    "CustomerFilterSchema",
    "CustomerRowSchema",
    "CustomerSchema",
    "EstateSchema",
    "MoveOutSchema",
    "NothingSchema",
    "OpenTicketSchema",
    "PasswordSchema",
    "PremisesFilterSchema",
    "PremisesSchema",
    "RegisterCustomerSchema",
    "ReopenSchema",
    "ResolveSchema",
    "StaffSchema",
    "TicketFilterSchema",
    "TicketRowSchema",
    "TicketSchema",
    "TimelineEntrySchema",
    "TokenSchema",
]
