"""The English interface is complete: every sentence translated, placeholders kept, catalogue compiled."""

import re

from tools.translations import COMPILED, as_mo, missing, read_catalogue, sentences, updated

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")


def test_every_sentence_has_an_english_translation():
    assert missing(updated()) == []


def test_no_translation_is_left_over_from_a_sentence_that_is_gone():
    living = {message.id for message in sentences() if message.id}
    assert [m.id for m in read_catalogue() if m.id and m.id not in living] == []


def test_translations_keep_every_placeholder():
    wrong = [
        m.id for m in read_catalogue() if m.id and sorted(PLACEHOLDER.findall(m.id)) != sorted(PLACEHOLDER.findall(m.string))
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_the_stored_one():
    assert COMPILED.read_bytes() == as_mo(read_catalogue())


def test_no_english_sentence_is_the_vietnamese_one():
    accented = re.compile("[ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ]", re.IGNORECASE)
    names = {"Tiếng Việt"}
    assert [m.id for m in read_catalogue() if m.id and m.id not in names and m.string == m.id and accented.search(m.id)] == []
