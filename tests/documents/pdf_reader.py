"""What a PDF says to programs that read it aloud: title, language, tags, tables and text."""

from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdf


@dataclass(frozen=True)
class ReadPdf:
    title: str
    language: str
    accessible_part: str
    """The part of PDF/UA that it says to keep; empty where it says nothing."""
    is_tagged: bool
    shows_title: bool
    pages: int
    text: str
    tags: list[str]
    row_headers: int
    column_headers: int
    missing_alternatives: int


def read_pdf(content: bytes) -> ReadPdf:
    pages = pypdf.PdfReader(BytesIO(content)).pages
    with pikepdf.open(BytesIO(content)) as document:
        root = document.Root
        parts = list(parts_of(root.StructTreeRoot))
        metadata = document.open_metadata()
        return ReadPdf(
            title=metadata.get("dc:title", ""),
            language=str(root.get("/Lang", "")),
            accessible_part=metadata.get("pdfuaid:part", ""),
            is_tagged=bool(root.MarkInfo.Marked),
            shows_title=bool(root.ViewerPreferences.DisplayDocTitle),
            pages=len(pages),
            text="\n".join(page.extract_text() for page in pages),
            tags=[str(part.S).lstrip("/") for part in parts],
            row_headers=scopes_of(parts).count("/Row"),
            column_headers=scopes_of(parts).count("/Column"),
            missing_alternatives=sum(part.S == "/Figure" and not str(part.get("/Alt", "")) for part in parts),
        )


def parts_of(part):
    within = part.get("/K", [])
    for child in within if isinstance(within, pikepdf.Array) else [within]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from parts_of(child)


def scopes_of(parts) -> list[str]:
    heads = [part for part in parts if part.S == "/TH"]
    return [str(attributes.Scope) for head in heads for attributes in head.A if "/Scope" in attributes]
