import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.actions import MOST_BYTES, keep_file
from documents.files import file_response
from documents.models import KeptFile
from tests import cast

pytestmark = pytest.mark.django_db


def office(part: str, *others: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in (part, *others):
            archive.writestr(name, "<x/>")
    return file.getvalue()


GOOD = {
    "report.pdf": b"%PDF-1.7\n",
    "chart.png": b"\x89PNG\r\n\x1a\n...",
    "photo.JPG": b"\xff\xd8\xff\xe0",
    "survey.xlsx": office("xl/workbook.xml"),
    "note.docx": office("word/document.xml"),
    "rows.csv": "an,ö\n1,2\n".encode(),
    "note.txt": "\ufeffplain".encode(),
}
BAD = {
    "page.html": (b"<script>1</script>", "is of a kind that is not kept"),
    "no_ending": (b"x", "is of a kind that is not kept"),
    "picture.svg": (b"<svg/>", "is of a kind that is not kept"),
    "report.pdf": (b"MZ\x90", "is something else inside"),
    "survey.xlsx": (office("word/document.xml"), "is something else inside"),
    "macros.xlsx": (office("xl/workbook.xml", "xl/vbaProject.bin"), "is something else inside"),
    "broken.docx": (b"PK\x03\x04rubbish", "is something else inside"),
    "rows.csv": (b"\x00\x01", "is something else inside"),
    "empty.txt": (b"", "is empty"),
    "large.txt": (b"x" * (MOST_BYTES + 1), "at most 10.0"),
}


@pytest.mark.parametrize("name", GOOD)
def test_keeps_a_file_that_is_what_its_name_says(name):
    kept = keep_file(SimpleUploadedFile(name, GOOD[name]), by=cast.results_officer())
    stored = KeptFile.objects.get(pk=kept.pk)
    assert (stored.name, stored.size, bytes(stored.content)) == (
        name.replace("JPG", "jpg"),
        len(GOOD[name]),
        GOOD[name],
    )


@pytest.mark.parametrize("name", BAD)
def test_refuses_other_files_and_says_why(name):
    content, sentence = BAD[name]
    with pytest.raises(ValidationError, match=sentence):
        keep_file(SimpleUploadedFile(name, content), by=cast.results_officer())
    assert not KeptFile.objects.exists()


def test_a_file_is_given_back_to_be_saved_never_to_be_run():
    kept = keep_file(SimpleUploadedFile('a "b"\r\nc;.txt', b"hello"), by=cast.results_officer())
    response = file_response(kept)
    assert response.content == b"hello"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert "\n" not in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_history_knows_the_file_without_what_is_in_it():
    kept = keep_file(SimpleUploadedFile("note.txt", b"hello"), by=cast.results_officer())
    event = KeptFile.pgh_event_model.objects.get(pgh_obj_id=kept.pk)
    assert event.sha256 == kept.sha256
    assert not hasattr(event, "content")
