"""JSON bodies and HTML forms of the front desk."""

from services.ticketing.schemas.commitments import CommitmentSchema
from services.ticketing.schemas.hotline import HotlineSchema
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
from services.ticketing.schemas.queue import QueueSchema
from services.ticketing.schemas.sessions import CredentialsSchema, LanguageSchema, OwnPasswordSchema, TokenSchema
from services.ticketing.schemas.staff import ChangeStaffSchema, CreateStaffSchema, PasswordSchema, StaffSchema
from services.ticketing.schemas.tickets import (
    AnswerSchema,
    AssignSchema,
    NothingSchema,
    OpenTicketSchema,
    ReopenSchema,
    ResolveFormSchema,
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
    "HotlineSchema",
    "LanguageSchema",
    "MoveOutSchema",
    "NothingSchema",
    "OpenTicketSchema",
    "OwnPasswordSchema",
    "PasswordSchema",
    "PremisesFilterSchema",
    "PremisesSchema",
    "QueueSchema",
    "RegisterCustomerSchema",
    "ReopenSchema",
    "ResolveFormSchema",
    "ResolveSchema",
    "StaffSchema",
    "TicketFilterSchema",
    "TicketRowSchema",
    "TicketSchema",
    "TimelineEntrySchema",
    "TokenSchema",
]
