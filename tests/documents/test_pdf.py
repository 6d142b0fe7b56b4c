"""A document that everybody can read: tagged, titled, in its language, the same bytes for the same data."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import gettext_lazy, override

from documents import pdf
from documents.pdf import CannotWritePdf, Unprintable, pdf_response, write_pdf
from tests.documents.pdf_reader import read_pdf

AT = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
DATA = {
    "opening": gettext_lazy("My service"),
    "facts": [["Name", "محمد بن سلمان"], ["姓名", "王小明"], ["Имя", "Иван Петров"]],
    "table": {"title": "By country", "heads": ["Country", "Months"], "rows": [["Kenya", "12.50"], ["Chad", "3.00"]]},
}


def written(data=DATA, *, is_demo=False, **said) -> bytes:
    return write_pdf("documents/example.typ", data, title="Overview of WHO", at=AT, is_demo=is_demo, **said)


def test_it_is_tagged_titled_and_in_its_language():
    document = read_pdf(written(language="en"))
    assert (document.title, document.language, document.accessible_part) == ("Overview of WHO", "en", "1")
    assert document.is_tagged
    assert document.shows_title
    assert document.tags.count("H1") == 1


def test_heads_of_columns_and_rows_are_tagged():
    document = read_pdf(written())
    assert (document.column_headers, document.row_headers) == (2, 2)
    assert document.tags.count("TD") == 2


def test_names_in_other_scripts_are_text():
    text = read_pdf(written()).text
    assert "王小明" in text
    assert "Иван Петров" in text
    assert any(letters in text for letters in ("محمد", "دمحم"))


def test_the_same_data_give_the_same_bytes():
    assert written() == written()
    assert written() != written(DATA | {"opening": "Another"})


def test_the_words_around_it_follow_the_language():
    assert "UNV Portal" in read_pdf(written(language="en")).text
    with override("zh-hans"):
        document = read_pdf(written())
    assert document.language == "zh-CN"
    assert "联合国志愿人员" in document.text


def test_the_demo_says_that_its_records_are_made_up():
    assert "made-up records" in read_pdf(written(is_demo=True, language="en")).text
    assert "made-up records" not in read_pdf(written(language="en")).text


def test_data_are_never_markup():
    said = '#panic("no") $x$ *bold* `code` \\ </script> " #eval(1)'
    assert said.replace(" ", "") in read_pdf(written(DATA | {"opening": said})).text.replace(" ", "").replace("\n", "")


def test_a_sign_that_no_font_has_is_an_empty_box_or_refused():
    data = DATA | {"opening": "አበበ 😀 Abebe"}
    assert "Abebe" in read_pdf(written(data)).text
    with pytest.raises(Unprintable, match="example.typ") as refused:
        written(data, replaces_unprintable=False)
    assert refused.value.sign == "አ"


def test_an_error_names_the_template_and_the_place(tmp_path, monkeypatch):
    (tmp_path / "broken.typ").write_text("= Title\n#no-such-part()\n")
    monkeypatch.setattr(pdf, "TEMPLATES", tmp_path)
    with pytest.raises(CannotWritePdf, match=r"(?s)templates/broken\.typ: .*broken\.typ:2:"):
        write_pdf("broken.typ", {}, title="Broken", at=AT, is_demo=False)


def test_it_is_handed_out_to_be_saved():
    response = pdf_response("Überblick.pdf", b"%PDF-1.7")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in response["Content-Security-Policy"]
