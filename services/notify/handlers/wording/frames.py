"""What stands around the text of a message: greeting, link and name of the estate, standard or the company's own."""

from dataclasses import dataclass

from services.notify.contracts import (
    FeedbackGiven,
    FeeReminderSent,
    InvitationIssued,
    InvitationReminded,
    NoticePublished,
    NoticeWithdrawn,
    OutageOver,
)
from services.notify.handlers.wording.household import TITLES
from services.notify.handlers.wording.visits import TITLES as VISIT_TITLES
from services.notify.handlers.wording.voice import Voice, Words
from services.notify.models import fill
from shared.errors import N_

TO_HOUSEHOLDS = (
    *(event.key for event in TITLES),
    *(InvitationIssued.key, InvitationReminded.key, FeedbackGiven.key),
    *(NoticePublished.key, NoticeWithdrawn.key, OutageOver.key, FeeReminderSent.key),
    *(event.key for event in VISIT_TITLES),
)
WHERE = {
    "ticketing": N_("You can follow it here at any time: %(link)s"),
    "survey": N_("Your questionnaire: %(link)s"),
    "notify": N_("You can read it here: %(link)s"),
    "visits": N_("The visit, and other times: %(link)s"),
    FeedbackGiven.key: N_("What hangs on the boards: %(link)s"),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """Title and body with the fields of ``models.message_templates``."""

    title: str
    body: str

    def around(self, words: Words, voice: Voice, *, name: str, link: str, number: str) -> Words:
        """``words`` are the headline and the text alone."""
        values = {"name": name, "headline": words.title, "text": words.body, "link": link, "number": number}
        values["estate"] = voice.estate
        return Words(fill(self.title, values), fill(self.body, values))


def standard(event: str, voice: Voice) -> Frame:
    paragraphs = (
        voice.say(N_("Hello %(name)s,"), name="{name}"),
        "{text}",
        voice.say(WHERE.get(event, WHERE[event.partition(".")[0]]), link="{link}"),
        voice.say(N_("%(estate)s customer service"), estate="{estate}"),
    )
    return Frame("{headline}", "\n\n".join(paragraphs))
