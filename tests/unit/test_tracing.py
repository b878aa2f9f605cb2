import re

import pytest

from shared import tracing

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_a_valid_parent_is_continued_with_a_new_span() -> None:
    started = tracing.start_trace(PARENT)

    assert started.split("-")[1] == PARENT.split("-")[1]
    assert started.split("-")[2] != PARENT.split("-")[2]
    assert tracing.current_traceparent() == started


@pytest.mark.parametrize("parent", [None, "", "00-short-1-01", PARENT + "-extra", PARENT.upper()])
def test_anything_else_begins_a_trace_of_its_own(parent: str | None) -> None:
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01", tracing.start_trace(parent))
