"""What somebody reads of an action that a meeting decided."""

from services.notify import contracts
from services.notify.handlers.wording.voice import Voice, Words
from shared.errors import N_


def of_meeting_action(event: contracts.MeetingActionTold, voice: Voice) -> Words:
    late = isinstance(event, contracts.MeetingActionOverdue)
    title = N_("Action of a meeting overdue since %(day)s") if late else N_("A meeting asks you to do this by %(day)s")
    return Words(voice.say(title, day=voice.day(event.due_on)), f"{event.what}\n{voice.estate}")
