"""Routing key → function: what the notify service does with the events it reads."""

from sqlalchemy.orm import Session

from services.notify import contracts, handlers
from shared import copies
from shared.events import Envelope
from shared.service import Subscriptions

StaffCall = (
    contracts.ClockEvent
    | contracts.MailboxLetterReceived
    | contracts.MajorProblemFlagged
    | contracts.TicketReferred
    | contracts.SolutionProposed
    | contracts.ReferralOverdue
    | contracts.QuoteDecision
)
OwnCall = (
    contracts.RatingReminded
    | contracts.QuoteOffered
    | contracts.QuoteConfirmed
    | contracts.QuoteSettled
    | contracts.QuoteWithdrawn
)


def ticket_changed(session: Session, event: contracts.TicketEvent, envelope: Envelope) -> None:
    handlers.tell_households(session, event, event_id=envelope.id)


def ticket_opened(session: Session, event: contracts.TicketOpened, envelope: Envelope) -> None:
    ticket_changed(session, event, envelope)
    if event.origin_id is not None:
        handlers.note_repair(session, defect_id=event.origin_id, ticket_id=event.ticket_id, number=event.number)


def ticket_ended(
    session: Session,
    event: contracts.TicketResolved | contracts.TicketDeclined | contracts.TicketClosed,
    envelope: Envelope,
) -> None:
    """Of a sign's defect too, if it is one: the sign is told what was done (A1.3)."""
    ticket_changed(session, event, envelope)
    outcome = getattr(event, "resolution", "") or getattr(event, "reason", "")
    handlers.note_outcome(session, ticket_id=event.ticket_id, outcome=outcome)


def ticket_reopened(session: Session, event: contracts.TicketReopened, envelope: Envelope) -> None:
    ticket_changed(session, event, envelope)
    handlers.note_reopened(session, ticket_id=event.ticket_id)


def ticket_merged(session: Session, event: contracts.TicketMerged, envelope: Envelope) -> None:
    ticket_changed(session, event, envelope)
    if event.into_id is not None:
        handlers.note_merged(session, ticket_id=event.ticket_id, into_id=event.into_id, number=event.into_number)


def ticket_assigned(session: Session, event: contracts.TicketAssigned, envelope: Envelope) -> None:
    handlers.tell_households(session, event, event_id=envelope.id)
    handlers.tell_staff(session, event, event_id=envelope.id, staff_ids=[event.assignee_id])


def own_household(session: Session, event: OwnCall, envelope: Envelope) -> None:
    """Only the ticket's own household is asked to rate it, and told what it costs."""
    if event.customer_id is not None:
        link = event.status_url
        handlers.tell_household(session, event, event_id=envelope.id, customer_id=event.customer_id, link=link)


def quote_confirmed(session: Session, event: contracts.QuoteConfirmed, envelope: Envelope) -> None:
    own_household(session, event, envelope)
    staff_called(session, event, envelope)


def reporter_added(session: Session, event: contracts.ReporterAdded, envelope: Envelope) -> None:
    if event.reporter_id is not None:
        link = event.reporter_url
        handlers.tell_household(session, event, event_id=envelope.id, customer_id=event.reporter_id, link=link)


def ticket_referred(session: Session, event: contracts.TicketReferred, envelope: Envelope) -> None:
    handlers.tell_households(session, event, event_id=envelope.id)
    staff_called(session, event, envelope)


def household_invited(session: Session, event: contracts.InvitationEvent, envelope: Envelope) -> None:
    handlers.tell_invited(session, event, event_id=envelope.id)


def results_published(session: Session, event: contracts.ResultsPublished, _envelope: Envelope) -> None:
    handlers.post_results(session, event)


def staff_called(session: Session, event: StaffCall, envelope: Envelope) -> None:
    handlers.tell_staff(session, event, event_id=envelope.id, staff_ids=event.staff_ids)


def hotline_gap(session: Session, event: contracts.HotlineGap, envelope: Envelope) -> None:
    handlers.tell_hotline_gap(session, event, event_id=envelope.id)


def half_year_unplanned(session: Session, event: contracts.HalfYearUnplanned, envelope: Envelope) -> None:
    handlers.tell_half_year(session, event, event_id=envelope.id)


def half_year_planned(session: Session, event: contracts.HalfYearPlanned, _envelope: Envelope) -> None:
    handlers.settle_items(session, subject=event.alarm_id)


def hotline_gap_settled(session: Session, event: contracts.HotlineGapSettled, _envelope: Envelope) -> None:
    handlers.settle_items(session, subject=event.gap_id)


def work_left_behind(session: Session, event: contracts.WorkLeftBehind, envelope: Envelope) -> None:
    handlers.tell_of_work_left(session, event, event_id=envelope.id)


def customer_erased(session: Session, event: contracts.CustomerErased, _envelope: Envelope) -> None:
    handlers.erase_household(session, event)


def visit_told(session: Session, event: contracts.VisitTold, envelope: Envelope) -> None:
    handlers.tell_of_visit(session, event, event_id=envelope.id)


def slot_answered(session: Session, event: contracts.SlotAnswered, envelope: Envelope) -> None:
    handlers.tell_of_slot(session, event, event_id=envelope.id)


def party_task_reminded(session: Session, event: contracts.PartyTaskReminded, envelope: Envelope) -> None:
    handlers.tell_party_task(session, event, event_id=envelope.id)


def party_task_settled(session: Session, event: contracts.PartyTaskSettled, _envelope: Envelope) -> None:
    handlers.settle_items(session, subject=event.task_id)


def event_change_told(
    session: Session, event: contracts.EventChangeRequested | contracts.EventChangeOverdue, envelope: Envelope
) -> None:
    handlers.tell_event_change(session, event, event_id=envelope.id)


def event_change_over(session: Session, event: contracts.EventChangeAcknowledged, _envelope: Envelope) -> None:
    handlers.settle_items(session, subject=event.change_id)


def promise_reminded(session: Session, event: contracts.PromiseReminded, envelope: Envelope) -> None:
    handlers.tell_of_promise(session, event, event_id=envelope.id)


def promise_kept(session: Session, event: contracts.PromiseKept, _envelope: Envelope) -> None:
    handlers.settle_items(session, subject=event.record_id)


def contractor_talk_due(session: Session, event: contracts.ContractorTalkDue, envelope: Envelope) -> None:
    handlers.tell_talk_due(session, event, event_id=envelope.id)


def contractor_talk_recorded(session: Session, event: contracts.ContractorTalkRecorded, _envelope: Envelope) -> None:
    handlers.settle_items(session, subject=event.party_id)


def meeting_action_told(session: Session, event: contracts.MeetingActionTold, envelope: Envelope) -> None:
    handlers.tell_of_meeting_action(session, event, event_id=envelope.id)


def meeting_action_over(session: Session, event: contracts.MeetingActionOver, _envelope: Envelope) -> None:
    handlers.settle_items(session, subject=event.action_id)


def summary_reminded(session: Session, event: contracts.WeeklySummaryReminded, envelope: Envelope) -> None:
    handlers.tell_of_weekly_summary(session, event, event_id=envelope.id)


def summaries_missing(session: Session, event: contracts.WeeklySummaryMissing, envelope: Envelope) -> None:
    handlers.tell_of_missing_summaries(session, event, event_id=envelope.id)


def summary_submitted(session: Session, event: contracts.WeeklySummarySubmitted, _envelope: Envelope) -> None:
    handlers.settle_summary(session, event)


def analysis_published(session: Session, event: contracts.AnalysisPublished, _envelope: Envelope) -> None:
    handlers.post_analysis(session, event)


def feedback_given(session: Session, event: contracts.FeedbackGiven, envelope: Envelope) -> None:
    handlers.give_feedback(session, event, event_id=envelope.id)


def measure_told(
    session: Session, event: contracts.MeasureGiven | contracts.MeasureOverdue, envelope: Envelope
) -> None:
    handlers.tell_of_measure(session, event, event_id=envelope.id)


def measure_done(session: Session, event: contracts.MeasureDone, _envelope: Envelope) -> None:
    handlers.settle_items(session, subject=event.measure_id)


SUBSCRIPTIONS: Subscriptions = {
    contracts.WeeklySummaryReminded: summary_reminded,
    contracts.WeeklySummaryMissing: summaries_missing,
    contracts.WeeklySummarySubmitted: summary_submitted,
    contracts.PartyTaskReminded: party_task_reminded,
    contracts.PartyTaskSettled: party_task_settled,
    contracts.ContractorTalkDue: contractor_talk_due,
    contracts.PromiseReminded: promise_reminded,
    contracts.PromiseKept: promise_kept,
    contracts.EventChangeRequested: event_change_told,
    contracts.EventChangeOverdue: event_change_told,
    contracts.EventChangeAcknowledged: event_change_over,
    contracts.ContractorTalkRecorded: contractor_talk_recorded,
    contracts.AnalysisPublished: analysis_published,
    contracts.FeedbackGiven: feedback_given,
    contracts.MeasureGiven: measure_told,
    contracts.MeasureOverdue: measure_told,
    contracts.MeasureDone: measure_done,
    contracts.MeetingActionSet: meeting_action_told,
    contracts.MeetingActionOverdue: meeting_action_told,
    contracts.MeetingActionDone: meeting_action_over,
    contracts.MeetingActionDropped: meeting_action_over,
    contracts.VisitAnnounced: visit_told,
    contracts.VisitMoved: visit_told,
    contracts.VisitReminded: visit_told,
    contracts.VisitCalledOff: visit_told,
    contracts.SlotAnswered: slot_answered,
    **copies.subscriptions(handlers.COPIES),
    contracts.CustomerErased: customer_erased,
    contracts.TicketOpened: ticket_opened,
    contracts.TicketAcknowledged: ticket_changed,
    contracts.TicketAssigned: ticket_assigned,
    contracts.TicketArrived: ticket_changed,
    contracts.TicketResolved: ticket_ended,
    contracts.TicketDeclined: ticket_ended,
    contracts.TicketAnswered: ticket_changed,
    contracts.TicketClosed: ticket_ended,
    contracts.TicketReopened: ticket_reopened,
    contracts.RatingReminded: own_household,
    contracts.QuoteOffered: own_household,
    contracts.QuoteConfirmed: quote_confirmed,
    contracts.QuoteDeclined: staff_called,
    contracts.QuoteWithdrawn: own_household,
    contracts.QuoteSettled: own_household,
    contracts.ReporterAdded: reporter_added,
    contracts.TicketMerged: ticket_merged,
    contracts.TicketTimeAgreed: ticket_changed,
    contracts.TicketPaused: ticket_changed,
    contracts.TicketResumed: ticket_changed,
    contracts.InvitationIssued: household_invited,
    contracts.InvitationReminded: household_invited,
    contracts.ResultsPublished: results_published,
    contracts.ClockWarned: staff_called,
    contracts.ClockBreached: staff_called,
    contracts.MailboxLetterReceived: staff_called,
    contracts.MajorProblemFlagged: staff_called,
    contracts.TicketReferred: ticket_referred,
    contracts.SolutionProposed: staff_called,
    contracts.ReferralOverdue: staff_called,
    contracts.HalfYearUnplanned: half_year_unplanned,
    contracts.HalfYearPlanned: half_year_planned,
    contracts.HotlineGap: hotline_gap,
    contracts.HotlineGapSettled: hotline_gap_settled,
    contracts.WorkLeftBehind: work_left_behind,
}
