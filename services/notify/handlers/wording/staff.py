"""What a member of staff reads in the inbox: what, where, by when, and who is on it."""

from datetime import timedelta

from services.notify import contracts
from services.notify.handlers.wording.voice import Voice, Words
from shared.errors import N_

TIERS = {"emergency": N_("Emergency: %(text)s"), "urgent": N_("Urgent: %(text)s")}


ForStaff = (
    contracts.TicketAssigned
    | contracts.ClockEvent
    | contracts.MailboxLetterReceived
    | contracts.MajorProblemFlagged
    | contracts.TicketReferred
    | contracts.SolutionProposed
    | contracts.ReferralOverdue
    | contracts.QuoteDecision
)


def to_staff(event: ForStaff, voice: Voice) -> Words:
    place = event.unit_path or voice.estate
    lines = [f"{place} · {event.number}"]
    if isinstance(event, contracts.TicketAssigned):
        headline = voice.say(N_("For you: %(title)s"), title=event.title)
        if event.due_at is not None:
            lines.append(voice.say(N_("Be there, or have it solved, by %(due)s."), due=voice.moment(event.due_at)))
    elif isinstance(event, contracts.TicketReferred):
        headline = voice.say(N_("%(who)s asks you for a solution: %(title)s"), who=event.by, title=event.title)
        lines.append(event.question)
    elif isinstance(event, contracts.SolutionProposed):
        headline = voice.say(N_("%(who)s proposes a solution: %(title)s"), who=event.by, title=event.title)
        lines.append(event.proposal)
    elif isinstance(event, contracts.ReferralOverdue):
        headline = voice.say(N_("%(who)s has not answered yet: %(title)s"), who=event.superior, title=event.title)
        lines.append(event.question)
    elif isinstance(event, contracts.QuoteDecision):
        headline = voice.say(_decision(event), total=voice.yuan(event.total_fen), title=event.title)
        lines.append(": ".join(filter(None, [event.by, event.words])))
    elif isinstance(event, contracts.MailboxLetterReceived):
        headline = voice.say(N_("Letter to you: %(title)s"), title=event.title)
    elif isinstance(event, contracts.MajorProblemFlagged):
        headline = voice.say(N_("Major problem, please visit in person: %(title)s"), title=event.title)
        lines.append(voice.say(N_("%(who)s: %(reason)s"), who=event.by, reason=event.reason))
    else:
        headline = _headline(event, voice)
        lines += [voice.say(N_("Promised by %(due)s."), due=voice.moment(event.due_at)), _responsible(event, voice)]
    tier = TIERS.get(event.tier)
    return Words(voice.say(tier, text=headline) if tier else headline, "\n".join(lines))


def of_work_left(event: contracts.WorkLeftBehind, voice: Voice) -> Words:
    title = voice.say(N_("%(name)s is away and has %(count)s tickets to solve"), name=event.name, count=event.count)
    body = voice.say(N_("Away until %(day)s. Please hand them over."), day=voice.day(event.last_day))
    return Words(title, body)


def _decision(event: contracts.QuoteDecision) -> str:
    if isinstance(event, contracts.QuoteConfirmed):
        return N_("The resident agrees to %(total)s: %(title)s")
    return N_("The resident does not agree to %(total)s: %(title)s")


def _headline(event: contracts.ClockEvent, voice: Voice) -> str:
    left = event.due_at - event.at
    if isinstance(event, contracts.ClockWarned) and left > timedelta():
        return voice.say(N_("%(span)s left: %(title)s"), span=voice.span(left), title=event.title)
    if left > timedelta(minutes=-1):
        return voice.say(N_("Time is up: %(title)s"), title=event.title)
    return voice.say(N_("Late by %(span)s: %(title)s"), span=voice.span(-left), title=event.title)


def _responsible(event: contracts.ClockEvent, voice: Voice) -> str:
    if event.assignee_name is None:
        return voice.say(N_("Nobody has been sent yet."))
    return voice.say(N_("%(who)s is on it."), who=event.assignee_name)
