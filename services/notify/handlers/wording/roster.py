"""What the project lead reads of the duty roster."""

from services.notify import contracts
from services.notify.handlers.wording.voice import Voice, Words
from shared.errors import N_


def hotline_gap(event: contracts.HotlineGap, voice: Voice) -> Words:
    begins, ends = voice.moment(event.starts_at), voice.moment(event.ends_at)
    body = voice.say(N_("Please plan somebody: the hotline is open day and night."))
    return Words(
        voice.say(N_("Nobody at the hotline from %(begins)s until %(ends)s"), begins=begins, ends=ends),
        f"{voice.estate}\n{body}",
    )
