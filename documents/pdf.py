"""A tagged PDF (PDF/UA-1) from a Typst template and data: everybody can read it aloud, search it and print it.

The data reach the template as JSON, never as part of its text, so that no name is taken for markup. The same template,
data and moment give the same bytes. Fonts come with the portal's own packages; what stands on the machine is not read.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from io import BytesIO

import pikepdf
import typst
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils.translation import get_language, gettext, override

from documents.files import saved_response

PDF_TYPE = "application/pdf"
TEMPLATES = settings.BASE_DIR / "templates"
FONTS = {"fontpkg_noto_sans": "files", "fontpkg_noto_sans_arabic": "files", "noto_cjk_sans_otc": ""}
REGIONS = {"hans": "CN", "hant": "TW"}
NO_SIGN = "□"
MOST_SIGNS = 200
UNPRINTABLE = re.compile(r'the text `"(.+)"` could not be displayed', re.DOTALL)


class CannotWritePdf(Exception):
    """What in which template and where went wrong."""


class Unprintable(CannotWritePdf):
    """No font has a sign of the data: `sign`."""

    def __init__(self, template: str, sign: str):
        super().__init__(f"templates/{template}: no font of the portal has the sign {sign!r}")
        self.sign = sign


def write_pdf(
    template: str,
    data: Mapping,
    *,
    title: str,
    at: datetime,
    is_demo: bool,
    language: str = "",
    replaces_unprintable: bool = True,
) -> bytes:
    """The document that a template under `templates/` makes of the data, in a language or that of the reader.

    `at` is the moment it is dated. A sign that no font has is printed as an empty box, or refused (Unprintable).
    """
    language = language or get_language() or settings.LANGUAGE_CODE
    with override(language):
        sheet = sheet_of(title, language, is_demo=is_demo)
        given = json.dumps({"sheet": sheet, "data": data}, cls=DjangoJSONEncoder, ensure_ascii=False)
    for _sign in range(MOST_SIGNS):
        try:
            return with_row_headers(compiled(template, given, at=at))
        except Unprintable as error:
            if not replaces_unprintable or error.sign not in given:
                raise
            given = given.replace(error.sign, NO_SIGN)
    raise CannotWritePdf(f"templates/{template}: more than {MOST_SIGNS} signs of the data are in none of the fonts")


def sheet_of(title: str, language: str, *, is_demo: bool) -> dict:
    """What the shared parts of templates say around the document itself."""
    code, _dash, script = language.partition("-")
    return {
        "title": title,
        "language": code,
        "region": REGIONS.get(script, script.upper() if len(script) == 2 else ""),
        "is_demo": is_demo,
        "words": {
            "portal": gettext("UNV Portal"),
            "demo": gettext(
                "Demonstration: software with made-up records. No person, assignment or figure here is real."
            ),
            "unofficial": gettext("Not an official document of the United Nations."),
            "page": gettext("Page %(page)s of %(pages)s"),
        },
    }


def compiled(template: str, given: str, *, at: datetime) -> bytes:
    try:
        return typst.compile(
            str(TEMPLATES / template),
            root=str(TEMPLATES),
            font_paths=fonts(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"given": given},
            pdf_standards=["ua-1"],
            timestamp=int(at.timestamp()),
        )
    except typst.TypstError as error:
        if found := UNPRINTABLE.search(error.message):
            raise Unprintable(template, found[1]) from None
        hints = "".join(f"\nhint: {hint}" for hint in error.hints)
        raise CannotWritePdf(f"templates/{template}: {error.message}\n{error.diagnostic}{hints}".strip()) from error


@cache
def fonts() -> typst.Fonts:
    """The fonts of the portal's packages: Latin, Greek, Cyrillic, Devanagari, Arabic, Chinese, Japanese, Korean."""
    folders = [str(files(package) / folder) for package, folder in FONTS.items()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def with_row_headers(content: bytes) -> bytes:
    """Tag the first cell of each row of each table as what the row is about; Typst tags the heads of columns alone."""
    with pikepdf.open(BytesIO(content)) as document:
        for row in rows_of_tables(document.Root.StructTreeRoot):
            name_first_cell(row)
        written = BytesIO()
        document.save(written, deterministic_id=True)
        return written.getvalue()


def rows_of_tables(part, *, in_body: bool = False):
    for child in children_of(part):
        if in_body and child.S == "/TR":
            yield child
        else:
            yield from rows_of_tables(child, in_body=child.S == "/TBody")


def children_of(part) -> list:
    """The parts of the document within a part, without its text."""
    within = part.get("/K", [])
    parts = within if isinstance(within, pikepdf.Array) else [within]
    return [child for child in parts if isinstance(child, pikepdf.Dictionary) and "/S" in child]


def name_first_cell(row) -> None:
    """Readers find heads of rows and columns by their scope: lists of heads, which know no rows, are taken away."""
    for place, cell in enumerate(children_of(row)):
        of_table = [attributes for attributes in cell.get("/A", []) if attributes.O == "/Table"]
        for attributes in of_table:
            if "/Headers" in attributes:
                del attributes["/Headers"]
        if place == 0:
            cell.S = pikepdf.Name.TH
            attributes = of_table[0] if of_table else pikepdf.Dictionary(O=pikepdf.Name.Table)
            attributes.Scope = pikepdf.Name.Row
            if not of_table:
                cell.A = pikepdf.Array([*cell.get("/A", []), attributes])


def pdf_response(filename: str, content: bytes) -> HttpResponse:
    """The document as a file to keep."""
    return saved_response(filename, content, content_type=PDF_TYPE)
