"""What stands below the text of an analysis: what is done about it (A2.8)."""

from collections.abc import Sequence

from babel.dates import format_date

from services.survey.models.analyses import Measure
from shared.errors import N_
from shared.i18n import translate

DAY = {"zh": "y年M月d日", "en": "d MMMM y"}


def with_measures(body: str, measures: Sequence[Measure], language: str) -> str:
    """An empty text stays empty: it is not told at all."""
    if not body or not measures:
        return body
    line = N_("- %(words)s (until %(day)s)")
    lines = [
        translate(line, language, words=measure.words, day=format_date(measure.due_on, DAY[language], locale=language))
        for measure in measures
    ]
    heading = translate(N_("What we do about it"), language)
    return f"{body}\n\n**{heading}**\n\n" + "\n".join(lines)
