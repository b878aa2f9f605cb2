"""JSON bodies and HTML forms of the front desk."""

from services.ticketing.schemas.api_clients import ApiClientSchema, CreateApiClientSchema, NewApiClientSchema
from services.ticketing.schemas.calendar import (
    CalendarFilterSchema,
    CalendarPageSchema,
    CalendarSchema,
    ChangedDaySchema,
    DecideDaySchema,
    WorkingHoursSchema,
)
from services.ticketing.schemas.commitments import CommitmentSchema
from services.ticketing.schemas.forms import (
    ApiClientFormSchema,
    CommitmentFormSchema,
    HireFormSchema,
    HouseholdFormSchema,
    RegisterFormSchema,
    StaffFormSchema,
)
from services.ticketing.schemas.hotline import HotlineSchema
from services.ticketing.schemas.imports import ImportRowSchema, ImportSchema, StartImportSchema
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
from services.ticketing.schemas.queue import AssignManySchema, QueueSchema
from services.ticketing.schemas.sessions import (
    CredentialsSchema,
    KeysSchema,
    LanguageSchema,
    OwnPasswordSchema,
    TokenSchema,
)
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
    "ApiClientFormSchema",
    "ApiClientSchema",
    "AssignManySchema",
    "AssignSchema",
    "CalendarFilterSchema",
    "CalendarPageSchema",
    "CalendarSchema",
    "ChangeCustomerSchema",
    "ChangeStaffSchema",
    "ChangedDaySchema",
    "CommitmentFormSchema",
    "CommitmentSchema",
    "CreateApiClientSchema",
    "CreateStaffSchema",
    "CredentialsSchema",
    "CustomerFilterSchema",
    "CustomerRowSchema",
    "CustomerSchema",
    "DecideDaySchema",
    "EstateSchema",
    "HireFormSchema",
    "HotlineSchema",
    "HouseholdFormSchema",
    "ImportRowSchema",
    "ImportSchema",
    "KeysSchema",
    "LanguageSchema",
    "MoveOutSchema",
    "NewApiClientSchema",
    "NothingSchema",
    "OpenTicketSchema",
    "OwnPasswordSchema",
    "PasswordSchema",
    "PremisesFilterSchema",
    "PremisesSchema",
    "QueueSchema",
    "RegisterCustomerSchema",
    "RegisterFormSchema",
    "ReopenSchema",
    "ResolveFormSchema",
    "ResolveSchema",
    "StaffFormSchema",
    "StaffSchema",
    "StartImportSchema",
    "TicketFilterSchema",
    "TicketRowSchema",
    "TicketSchema",
    "TimelineEntrySchema",
    "TokenSchema",
    "WorkingHoursSchema",
]
