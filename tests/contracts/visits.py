"""Visits to a portal's pages from inside it: status, weight, queries and words of each."""

import re
from typing import NamedTuple

VISIT = """
import gzip
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from tests.conftest import PLAIN_FILES

found = []
with override_settings(STORAGES={"staticfiles": PLAIN_FILES}):
    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"}, raise_request_exception=False)
    for address in ADDRESSES:
        if FRESH:
            cache.clear()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
            body = b"".join(answer) if answer.streaming else answer.content
        weight = len(body)
        if answer.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        found.append([answer.status_code, weight, len(asked), body.decode("utf-8", "replace")])
"""


class Page(NamedTuple):
    """What a visit brought."""

    status: int
    bytes: int
    queries: int
    text: str

    @property
    def words(self) -> str:
        """What the page says, without its tags and with single spaces between."""
        return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", self.text))


def visit(portal, addresses: list[str], *, fresh: bool = True) -> list[Page]:
    """Each address, as somebody who is not signed in; `fresh` if nothing of it is kept in the cache."""
    return [Page(*page) for page in portal.look(f"ADDRESSES, FRESH = {addresses!r}, {fresh!r}\n{VISIT}")]
