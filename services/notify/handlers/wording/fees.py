"""What a household is told that has to pay its fee (C3)."""

from services.notify.handlers.wording.voice import Voice, Words
from services.notify.models import FeeReminder
from shared.errors import N_


def fee_reminder(row: FeeReminder, fen: int, voice: Voice) -> Words:
    """The headline and the text alone."""
    title = voice.say(N_("Please pay your management fee: %(period)s"), period=row.period)
    amount = N_("For %(period)s %(amount)s of your management fee is open. Please pay it by %(day)s.")
    paragraphs = (
        voice.say(amount, period=row.period, amount=voice.yuan(fen), day=voice.day(row.pay_by)),
        row.how,
        voice.say(N_("If you have paid meanwhile, this has crossed with your payment. Thank you.")),
    )
    return Words(title, "\n\n".join(filter(None, paragraphs)))
