"""What a household is told when it is asked for its opinion."""

from babel.dates import format_date

from services.notify import contracts
from services.notify.handlers.wording.voice import DAY, Voice, Words
from shared.errors import N_

TITLES: dict[type[contracts.InvitationEvent], str] = {
    contracts.InvitationIssued: N_("Please tell us your opinion: %(title)s"),
    contracts.InvitationReminded: N_("We would still like to hear from you: %(title)s"),
}


def to_invited(event: contracts.InvitationEvent, voice: Voice) -> Words:
    """The household's link, which works without an account, follows the text."""
    title = event.title_en if voice.language == "en" and event.title_en else event.title
    until = format_date(event.closes_on, DAY.get(voice.language, DAY["en"]), locale=voice.language)
    paragraphs = [
        voice.say(N_("Please answer our questions by %(until)s; it takes about five minutes."), until=until),
        voice.say(
            N_("Your answers are anonymous.")
            if event.anonymous
            else N_("Only the property office reads your answers, and you may hear from us about them.")
        ),
    ]
    return Words(voice.say(TITLES[type(event)], title=title), "\n\n".join(paragraphs))
