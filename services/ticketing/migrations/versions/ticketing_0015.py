"""Add the categories of requests"""

import sqlalchemy as sa
from alembic import op

from shared.ids import new_id
from shared.migrate import add_reference

revision = "ticketing_0015"
down_revision = "ticketing_0014"
branch_labels = None
depends_on = None

KIND = sa.Enum(
    "complaint", "repair", "suggestion", "enquiry", "praise", name="ticketkind", native_enum=False, length=32
)
TEAM = sa.Enum(
    *("engineering", "cleaning", "security", "greening", "customer_service"),
    name="team",
    native_enum=False,
    length=32,
)
TIER = sa.Enum("emergency", "urgent", "normal", name="tier", native_enum=False, length=32)
# What a company starts with and changes: kind, name, name in English, team, urgency
SHIPPED = (
    ("repair", "给排水", "Water and drains", "engineering", "urgent"),
    ("repair", "电气照明", "Power and light", "engineering", "urgent"),
    ("repair", "门窗锁具", "Doors, windows and locks", "engineering", "normal"),
    ("repair", "电梯", "Lifts", "engineering", "emergency"),
    ("repair", "门禁对讲", "Access and entry phones", "engineering", "normal"),
    ("repair", "空调通风", "Air conditioning and ventilation", "engineering", "normal"),
    ("repair", "墙面屋面渗漏", "Leaking walls and roofs", "engineering", "normal"),
    ("repair", "消防设施", "Fire protection", "security", "urgent"),
    ("repair", "公共设施", "Shared facilities", "engineering", "normal"),
    ("complaint", "噪音扰民", "Noise", "security", "normal"),
    ("complaint", "环境卫生", "Cleanliness", "cleaning", "normal"),
    ("complaint", "停车秩序", "Parking", "security", "normal"),
    ("complaint", "装修扰民", "Renovation", "customer_service", "normal"),
    ("complaint", "宠物管理", "Pets", "security", "normal"),
    ("complaint", "绿化养护", "Greening", "greening", "normal"),
    ("complaint", "服务态度", "Conduct of staff", "customer_service", "normal"),
    ("complaint", "收费问题", "Fees", "customer_service", "normal"),
    ("suggestion", "设施改善", "Facilities", "engineering", "normal"),
    ("suggestion", "环境改善", "Surroundings", "greening", "normal"),
    ("suggestion", "服务改善", "Service", "customer_service", "normal"),
    ("enquiry", "费用咨询", "Fees", "customer_service", "normal"),
    ("enquiry", "装修手续", "Renovation formalities", "customer_service", "normal"),
    ("enquiry", "入住与过户", "Move-in and transfer", "customer_service", "normal"),
    ("enquiry", "停车与门禁", "Parking and access", "customer_service", "normal"),
    ("praise", "员工表扬", "Members of staff", "customer_service", "normal"),
    ("praise", "服务表扬", "Service", "customer_service", "normal"),
)


def upgrade() -> None:
    category = op.create_table(
        "category",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("team", TEAM, nullable=True),
        sa.Column("tier", TIER, nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
    )
    op.create_index("ix_category_kind_name", "category", ["kind", "name"], unique=False)
    columns = ("kind", "name", "name_en", "team", "tier")
    rows = [dict(zip(columns, row, strict=True)) for row in SHIPPED]
    op.bulk_insert(category, [{"id": new_id(), "version": 1, "retired_at": None, **row} for row in rows])
    add_reference("ticket", "category_id", "category")
