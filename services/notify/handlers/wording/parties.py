"""What staff read of what they owe outside parties (B4.1)."""

from babel.dates import format_date

from services.notify import contracts
from services.notify.handlers.wording.voice import DAY, Voice, Words
from shared.errors import N_

TITLES = {
    "given": N_("You follow this up: %(title)s"),
    "due": N_("Due today: %(title)s"),
    "overdue": N_("Overdue: %(title)s"),
    "escalated": N_("Not done for days: %(title)s"),
}


def party_task(event: contracts.PartyTaskReminded, voice: Voice) -> Words:
    day = format_date(event.due_on, DAY.get(voice.language, DAY["en"]), locale=voice.language)
    about = {"party": event.party, "title": event.title, "day": day, "owner": event.owner or event.party}
    title = TITLES.get(event.stage, TITLES["due"])
    return Words(voice.say(title, **about), voice.say(N_("%(party)s: %(owner)s does it by %(day)s."), **about))


def talk_due(event: contracts.ContractorTalkDue, voice: Voice) -> Words:
    title = voice.say(N_("Talk with %(party)s this week"), party=event.party)
    return Words(title, voice.say(N_("Once a week you talk with the project lead of each contractor, and record it.")))


def event_change(event: contracts.EventChangeRequested | contracts.EventChangeOverdue, voice: Voice) -> Words:
    about = {"party": event.party, "title": event.title}
    title = N_("Coordinate today with %(party)s: change of %(title)s")
    if isinstance(event, contracts.EventChangeOverdue):
        title = N_("Not coordinated yet: change of %(title)s")
    return Words(voice.say(title, **about), event.what)
