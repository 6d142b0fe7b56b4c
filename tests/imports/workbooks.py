"""Workbooks made by hand, part by part: what programs write that no library would."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMES = ["roster_number", "family_name", "given_name", "nationality"]
PERSON = ["R1", "Okoth", "Asha", "FRA"]


def text(value: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def number(value, style: int = 0) -> str:
    return f'<c s="{style}"><v>{value}</v></c>'


def error(value: str = "#N/A") -> str:
    return f'<c t="e"><v>{value}</v></c>'


def row(cells, number: int | None = None, more: str = "") -> str:
    place = f' r="{number}"' if number else ""
    return f"<row{place}{more}>" + "".join(cell if cell.startswith("<") else text(cell) for cell in cells) + "</row>"


def sheet_of(*rows: str, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    return f'<worksheet xmlns="{namespace}">{before}<sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def book(
    path: Path,
    *sheets: str | tuple[str, str, str],
    formats: tuple[str, ...] = (),
    namespace: str = MAIN,
    calculation: str = "",
    properties: str = "",
    rename=lambda name: name,
    more: dict[str, str] | None = None,
) -> Path:
    """A workbook of these sheets: their XML, or name, state and XML. Style n is the n-th format, 0 the usual one."""
    named = [each if isinstance(each, tuple) else (f"Sheet{n}", "visible", each) for n, each in enumerate(sheets, 1)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" state="{state}" r:id="rId{n}"/>'
        for n, (name, state, _xml) in enumerate(named, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(named) + 1)
    )
    styles = f'<Relationship Id="styles" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    parts = {
        "_rels/.rels": relationships(
            f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{RELATIONS}">{properties}'
        f"<sheets>{listed}</sheets>{calculation}</workbook>",
        "xl/_rels/workbook.xml.rels": relationships(relations + styles),
        "xl/styles.xml": styles_of(formats, namespace),
        **{f"xl/worksheets/sheet{n}.xml": xml for n, (_name, _state, xml) in enumerate(named, 1)},
    } | (more or {})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            if xml:
                archive.writestr(rename(name), xml)
    return path


def relationships(content: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}">{content}</Relationships>'


def styles_of(formats: tuple[str, ...], namespace: str) -> str:
    codes = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for n, code in enumerate(formats)
    )
    cells = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(formats)))
    return (
        f'<styleSheet xmlns="{namespace}"><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{cells}</cellXfs></styleSheet>'
    )


def people(path: Path, *rows: list[str], names: list[str] | None = None, **options) -> Path:
    """A workbook of one sheet with a header and rows of people."""
    return book(path, sheet_of(row(names or NAMES), *(row(cells) for cells in rows)), **options)
