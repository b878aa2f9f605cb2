"""A price list to try the system with."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.handlers.prices import add_price
from services.ticketing.models import Estate, PriceItem, Staff
from shared.actors import staff_actor
from shared.db import act_as, actor_of

PRICES = (
    ("户内维修", "更换水龙头（不含材料）", "次", 3_000, 2_500),
    ("户内维修", "疏通下水管道", "次", 8_000, 6_800),
    ("户内维修", "更换灯具（不含材料）", "盏", 2_000, 1_700),
    ("户内维修", "更换门锁（不含材料）", "把", 5_000, 4_200),
    ("家政服务", "日常保洁", "小时", 4_000, 3_500),
    ("家政服务", "擦玻璃", "平方米", 600, 500),
    ("商务服务", "打印、复印", "张", 50, 45),
    ("商务服务", "代收寄送上门", "件", 200, 180),
)


def make_demo_prices(session: Session, lead: Staff) -> None:
    """Gives each estate of ``lead`` that has no price yet the sample list, approved by this person."""
    before = actor_of(session)
    priced = set(session.scalars(select(PriceItem.estate_id).distinct()))
    act_as(session, staff_actor(lead))
    for estate_id in session.scalars(select(Estate.id)).all():
        if estate_id not in priced and lead.works_in(estate_id):
            for category, name, unit, price_fen, cost_fen in PRICES:
                add_price(
                    session,
                    estate_id=estate_id,
                    category=category,
                    name=name,
                    unit=unit,
                    price_fen=price_fen,
                    cost_fen=cost_fen,
                )
    act_as(session, before)
