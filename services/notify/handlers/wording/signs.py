"""What staff read in the inbox about a sign (A1.3)."""

from services.notify.handlers.wording.voice import Voice, Words
from services.notify.models import Sign
from shared.errors import N_


def overdue_sign(sign: Sign, voice: Voice) -> Words:
    due = voice.say(N_("It was due by %(due)s."), due=voice.day(sign.next_due_on))
    title = voice.say(N_("Sign not inspected: %(words)s"), words=sign.words)
    return Words(title, f"{sign.number} · {sign.where}\n{due}")
