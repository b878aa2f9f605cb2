"""Texts are collected, kept, checked and found in the reader's language."""

from pathlib import Path

import pytest

from shared import i18n
from shared.i18n.catalogues import compile_all, update
from shared.i18n.checks import check

SHARED_PO = "shared/translations/zh/LC_MESSAGES/messages.po"
NOTES_PO = "services/notes/translations/zh/LC_MESSAGES/messages.po"
VIEW = """
from flask_babel import gettext as _, lazy_gettext, ngettext
from shared.errors import N_
from shared.i18n import translate

LABELS = {"a": N_("Marked"), "b": lazy_gettext("Lazy"), "c": N_("Shared text")}
def view(count, name, key):
    translate("Sent to %(name)s", "zh", name=name), translate(key, "zh"), _("Greeting")
    return ngettext("%(num)s note", "%(num)s notes", count)
"""
TEMPLATE = "{{ _('In a template') }} {% trans name=who %}Hello {{ name }}{% endtrans %}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small tree of sources: shared with one text, a service with all kinds."""
    put(tmp_path / "shared" / "texts.py", 'TEXT = N_("Shared text")\n')
    put(tmp_path / "services" / "notes" / "views.py", VIEW)
    put(tmp_path / "services" / "notes" / "templates" / "notes.html", TEMPLATE)
    return tmp_path


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def fill(path: Path, translations: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for message, translation in translations.items():
        text = text.replace(f'"{message}"\nmsgstr ""', f'"{message}"\nmsgstr "{translation}"')
        text = text.replace(f'"{message}"\nmsgstr[0] ""', f'"{message}"\nmsgstr[0] "{translation}"')
    path.write_text(text, encoding="utf-8")


def complete(root: Path) -> None:
    update(root)
    fill(root / SHARED_PO, {"Shared text": "共用"})
    fill(
        root / NOTES_PO,
        {
            "Marked": "已标", "Lazy": "稍后", "Greeting": "您好", "In a template": "模板内",
            "Sent to %(name)s": "已发给%(name)s", "Hello %(name)s": "%(name)s，您好", "%(num)s notes": "%(num)s 条",
        },
    )  # fmt: skip


def test_texts_of_code_and_templates_are_collected_without_what_shared_already_has(root: Path) -> None:
    update(root)
    collected = (root / NOTES_PO).read_text(encoding="utf-8")
    for text in ("Marked", "Lazy", "Greeting", "Sent to %(name)s", "%(num)s note", "In a template", "Hello %(name)s"):
        assert f'msgid "{text}"' in collected
    assert "Shared text" not in collected
    assert "Shared text" in (root / SHARED_PO).read_text(encoding="utf-8")


def test_a_second_update_changes_nothing(root: Path) -> None:
    assert len(update(root)) == 2
    assert update(root) == []


def test_update_keeps_translations_and_drops_what_is_no_longer_used(root: Path) -> None:
    complete(root)
    (root / "services/notes/templates/notes.html").unlink()
    update(root)
    text = (root / NOTES_PO).read_text(encoding="utf-8")
    assert "已标" in text
    assert "In a template" not in text


def test_complete_catalogues_have_no_faults(root: Path) -> None:
    complete(root)
    assert check(root) == []


def test_faults_are_named(root: Path) -> None:
    complete(root)
    put(root / "services/notes/more.py", '_("New text")\n')
    text = (root / NOTES_PO).read_text(encoding="utf-8")
    text = text.replace('"已标"', '""').replace("已发给%(name)s", "已发给%(who)s").replace("您好", "你好")
    text = text.replace('msgid "Lazy"', '#, fuzzy\nmsgid "Lazy"') + '\nmsgid "Gone"\nmsgstr "旧"\n'
    put(root / NOTES_PO, text)
    assert check(root) == [
        "notes zh: missing: 'New text'",
        "notes zh: obsolete: 'Gone'",
        "notes zh: fuzzy: 'Lazy'",
        "notes zh: empty: 'Marked'",
        "notes zh: placeholders differ: 'Sent to %(name)s'",
        "notes zh: stale: run `make translations`",
    ]


def test_without_catalogues_every_text_is_missing_and_compiling_does_nothing(root: Path) -> None:
    assert "shared zh: missing: 'Shared text'" in check(root)
    assert compile_all(root) == 0


def test_two_services_say_the_same_text_in_the_same_words(root: Path) -> None:
    put(root / "services/letters/views.py", '_("Greeting")\n')
    complete(root)
    fill(root / "services/letters/translations/zh/LC_MESSAGES/messages.po", {"Greeting": "敬启"})
    assert check(root) == ["letters zh and notes zh: differing translations: 'Greeting'"]


def test_a_template_that_does_not_parse_is_an_error(root: Path) -> None:
    put(root / "services/notes/templates/broken.html", "{% if %}")
    with pytest.raises(Exception, match="Expected an expression"):
        update(root)


def test_translate_finds_texts_of_shared_and_of_the_service(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    complete(root)
    compile_all(root)
    i18n._catalogue.cache_clear()
    monkeypatch.setattr(i18n, "translation_folders", lambda: [(root / po).parents[2] for po in (SHARED_PO, NOTES_PO)])
    assert i18n.translate("Shared text", "zh") == "共用"
    assert i18n.translate("Sent to %(name)s", "zh", name="王芳") == "已发给王芳"
    assert i18n.translate("Sent to %(name)s", "en", name="王芳") == "Sent to 王芳"
    assert i18n.translate("Unknown 100%", "zh") == "Unknown 100%"
    i18n._catalogue.cache_clear()


def test_every_text_of_the_project_is_translated() -> None:
    assert check(i18n.ROOT) == []
