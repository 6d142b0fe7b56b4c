"""The certificate as a document: what its template needs, in the language that was chosen."""

from collections.abc import Mapping
from datetime import datetime

import qrcode
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override
from qrcode.image.svg import SvgPathImage

from assignments.certificate_numbers import grouped
from assignments.certified import Certified, CertifiedLine, in_words
from documents.pdf import write_pdf

TEMPLATE = "assignments/certificate.typ"


def certificate_pdf(
    certified: Mapping, *, number: str, address: str, language: str, at: datetime, is_demo: bool
) -> bytes:
    """The document; a sign that no font has is refused (Unprintable): a certificate names its person in full."""
    with override(language):
        data = data_of(in_words(certified), number=number, address=address, issued=date_format(localdate(at)))
        return write_pdf(
            TEMPLATE,
            data,
            title=_("Certificate of service"),
            at=at,
            is_demo=is_demo,
            language=language,
            replaces_unprintable=False,
        )


def data_of(certified: Certified, *, number: str, address: str, issued: str) -> dict:
    return {
        "name": certified.name,
        "opening": opening_of(certified),
        "onsite": onsite_of(certified),
        "online": online_of(certified),
        "issued": _("Issued on %(day)s by the UNV Portal, from its records of that day.") % {"day": issued},
        "check": {
            "title": _("Check this certificate"),
            "explained": _("Whoever knows the number and the family name can ask whether this certificate is genuine:"),
            "number_is": _("Number"),
            "number": grouped(number),
            "address": address,
            "picture": qr_code(address),
            "picture_shows": _("A square code that leads to the page where this certificate is checked."),
        },
    }


def opening_of(certified: Certified) -> str:
    if certified.onsite and certified.online:
        return _("served as a UN Volunteer, and volunteered online, as set out below.")
    return (
        _("served as a UN Volunteer as set out below.")
        if certified.onsite
        else _("volunteered online as set out below.")
    )


def onsite_of(certified: Certified) -> dict | None:
    if not certified.onsite:
        return None
    heads = [
        _("Host entity"),
        _("Country of duty"),
        _("Category"),
        _("First day"),
        _("Last day"),
        _("Volunteer-months"),
    ]
    rows = [[line.entity, line.country, line.category, line.first, line.last, line.months] for line in certified.onsite]
    if certified.is_interrupted:
        heads.insert(5, _("Days interrupted"))
        rows = [[*row[:5], days_of(line), row[5]] for row, line in zip(rows, certified.onsite, strict=True)]
    explained = _("A month is counted by its days of service: days of service divided by the days of that month.")
    if certified.is_interrupted:
        explained += " " + _("Days interrupted, such as unpaid leave, are taken off.")
    return {
        "title": _("Service as a UN Volunteer"),
        "heads": heads,
        "rows": rows,
        "total": _("In all: %(months)s volunteer-months") % {"months": certified.months},
        "explained": explained,
    }


def days_of(line: CertifiedLine) -> str:
    return line.interrupted or "0"


def online_of(certified: Certified) -> dict | None:
    if not certified.online:
        return None
    return {
        "title": _("Online volunteering"),
        "heads": [_("Host entity"), _("Country of duty"), _("First day"), _("Last day"), _("Calendar months")],
        "rows": [[line.entity, line.country, line.first, line.last, line.months] for line in certified.online],
        "explained": _("The span of days from the first to the last, as the work was confirmed; not added to service."),
    }


def qr_code(address: str) -> str:
    """The address as a square code, in SVG."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(address)
    return code.make_image(image_factory=SvgPathImage).to_string(encoding="unicode")
