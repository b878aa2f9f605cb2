"""The audit trail in words: what was done, by whom, and what it was before."""

from services.ticketing import handlers
from services.ticketing.models import Ticket
from tests.integration.ticketing_site import SiteDesk, words


def test_actions_columns_and_values_are_told_in_the_readers_language(site: SiteDesk) -> None:
    ticket: Ticket = site.open()
    site.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=site.staff["plumber"].id)
    site.do("plumber", handlers.arrive, ticket_id=ticket.id)
    site.do("officer", handlers.change_customer, customer_id=site.customers["张伟"].id, key_customer=True)
    page = site.visitor("lead").get("/audit")
    told = words(page.text)
    assert "李敏 修改住户 重点客户 否 重点客户 是" in told
    assert "李敏 已派单 状态 待受理 状态 已受理 班组 工程" in told
    assert "9999" not in told
    assert "password_hash" not in page.text
    english = site.visitor("lead", "en").reads("/audit")
    assert "Household changed Key customer no Key customer yes" in english


def test_the_trail_is_searched_by_the_words_of_an_action(site: SiteDesk) -> None:
    ticket: Ticket = site.open()
    site.do("officer", handlers.acknowledge, ticket_id=ticket.id)
    lead = site.visitor("lead")
    for typed in ("登记工单", "ticket.open"):
        found = lead.reads("/audit", text=typed)
        assert "登记工单 19 项内容" in found
        assert "李敏 已受理" not in found
    assert "没有找到" in lead.reads("/audit", text="nothing like this")
    assert "登记工单" in lead.reads("/audit", subject=str(ticket.id))
