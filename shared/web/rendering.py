"""From Markdown to HTML that is safe to show: no HTML of the writer's, no pictures from elsewhere."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "blockquote", "ul", "ol", "li", "a", "h2", "h3", "h4", "code", "pre"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
LOWERED = {"h1": "h2", "h2": "h3"}  # the page has its own heading

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
_markdown.disable(["image", "html_block", "html_inline"])


@lru_cache(maxsize=256)
def rendered(text: str) -> Markup:
    """The text as a page shows it; a line break is a line break."""
    tokens = _markdown.parse(text)
    for token in tokens:
        token.tag = LOWERED.get(token.tag, token.tag)
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(cleaned)  # noqa: S704 - nh3 has just cleaned it


_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)  # its cells in one line say nothing


@lru_cache(maxsize=512)
def excerpt(text: str, longest: int = 120) -> str:
    """The beginning of the text without its marks, for lists and feeds."""
    words = " ".join(Markup(_TABLE.sub(" ", rendered(text))).striptags().split())  # noqa: S704 - still clean
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
