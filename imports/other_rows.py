"""Rows of an office's table that are no records: blank ones, tags, totals, titles and notes."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from imports.cells import CellValue
from imports.spoiled import is_excel_error
from imports.texts import without_invisible

HXL_TAG = re.compile(r"#[a-z][a-z0-9_]*(\s*\+\s*[a-z][a-z0-9_]*)*", re.IGNORECASE)
TOTAL = re.compile(
    r"(grand\s+|sub\s*-?\s*)?(total(e|s|es|en)?|sum|summe|gesamt|insgesamt|somme|suma|soma|totaal|toplam|итого|всего|"
    r"合计|总计|小计|合計|總計|المجموع|الإجمالي|إجمالي|count|average)\b.*",
    re.IGNORECASE,
)


def is_blank(cells: Sequence[CellValue]) -> bool:
    """Whether a row holds nothing that can be seen."""
    for cell in cells:
        if cell and not cell.isspace() and (not isinstance(cell, str) or cell.isascii() or without_invisible(cell)):
            return False
    return True


def is_of_tags(cells: Sequence[CellValue]) -> bool:
    """Whether a row holds HXL tags, such as #contact+name, and nothing else."""
    texts = [text for text in (without_invisible(str(cell)) for cell in cells) if text]
    return bool(texts) and all(HXL_TAG.fullmatch(text) and not is_excel_error(text) for text in texts)


def what_instead(cells: Sequence[CellValue], are_required: Sequence[bool], *, first_name: CellValue) -> str:
    """What a row is when it is no record, for most of what each record has is empty; nothing where it may be one."""
    if cells[0] == first_name:
        return _("this looks like the header again; delete it")
    filled = [str(cell) for cell in cells if cell and not is_blank([cell])]
    empty = sum(
        is_required and (position >= len(cells) or is_blank(cells[position : position + 1]))
        for position, is_required in enumerate(are_required)
    )
    if 2 * empty < sum(are_required) or not empty:
        return ""
    if any(TOTAL.fullmatch(text.strip()) for text in filled):
        return _("this looks like a row of totals; delete it")
    if len(filled) == 1 and sum(are_required) > 2:
        return _("only one cell of the row is filled, as in a title or a note; delete the row, or fill the others")
    return ""
