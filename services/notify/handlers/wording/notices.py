"""What staff read in the inbox about a notice of theirs, or one that waits for them."""

from services.notify import contracts
from services.notify.handlers.wording.voice import Voice, Words
from services.notify.models import Notice, Posting, PostingState
from services.notify.models.notice_choices import NOTICE_KIND_NAMES
from shared.errors import N_

HEADLINES: dict[type[contracts.NoticeEvent], str] = {
    contracts.NoticeSubmitted: N_("To be approved: %(title)s"),
    contracts.NoticeReturned: N_("Sent back to you: %(title)s"),
    contracts.NoticeApproved: N_("Approved: %(title)s"),
    contracts.NoticeHeldBack: N_("Not published, it would come too late: %(title)s"),
    contracts.NoticePublished: N_("On the board: %(title)s"),
    contracts.NoticeWithdrawn: N_("Taken off the board: %(title)s"),
}


def notice_step(event: type[contracts.NoticeEvent], notice: Notice, voice: Voice) -> Words:
    kind = voice.say(NOTICE_KIND_NAMES[notice.kind])
    lines = [" · ".join(filter(None, (voice.estate, kind[:1].upper() + kind[1:], notice.number)))]
    reasons = {contracts.NoticeReturned: notice.returned_reason, contracts.NoticeWithdrawn: notice.withdrawn_reason}
    if reason := reasons.get(event):
        lines.append(reason)
    return Words(voice.say(HEADLINES[event], title=notice.title), "\n".join(lines))


def late_posting(posting: Posting, voice: Voice) -> Words:
    where = " ".join(filter(None, (posting.place.building, posting.place.name)))
    late = N_("Not posted yet: %(title)s") if posting.state is PostingState.TO_POST else N_("Still hanging: %(title)s")
    due = voice.say(N_("It was due by %(due)s."), due=voice.moment(posting.due_at))
    return Words(voice.say(late, title=posting.notice.title), f"{where} · {posting.notice.number or ''}\n{due}")
