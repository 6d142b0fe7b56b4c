"""The chain of seals over the history: adding a link, and finding the first row that is not as it was sealed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256

from django.apps import apps
from django.db import connection, transaction
from django.utils.formats import localize
from django.utils.translation import gettext as _

from accounts.models import HistorySeal, SealedRows

BYTES = 16
"""How much of each row's digest is kept."""
LATER = """
    SELECT range_agg(p.ids) FROM accounts_sealedrows p JOIN accounts_historyseal s ON s.id = p.seal_id
    WHERE p."table" = %(table)s AND p.seal_id > %(seal)s AND s.reason <> ''
"""
AS_ONE = """
    SELECT string_agg(r.digest, ''::bytea ORDER BY r.id), range_agg(int8range(r.id, r.id + 1)) = p.ids
    FROM accounts_sealedrows p, portal_history_rows(p."table", p.columns::text[], p.ids) r
    WHERE p.id = %(part)s GROUP BY p.ids
"""
ONE_BY_ONE = f"""
    SELECT wanted.id, r.digest, COALESCE(wanted.id <@ ({LATER}), false)
    FROM (
        SELECT generate_series(lower(span), upper(span) - 1) AS id
        FROM accounts_sealedrows p, unnest(p.ids) span WHERE p.id = %(part)s
    ) wanted
    LEFT JOIN (
        SELECT r.* FROM accounts_sealedrows p, portal_history_rows(p."table", p.columns::text[], p.ids) r
        WHERE p.id = %(part)s
    ) r USING (id)
    ORDER BY wanted.id
"""


@dataclass(frozen=True)
class Verdict:
    """What a check of the chain found: how far it reaches, and the first thing that is not as it was sealed."""

    seals: int = 0
    rows: int = 0
    newest: HistorySeal | None = None
    fault: str = ""

    @property
    def is_whole(self) -> bool:
        return not self.fault


def seal() -> HistorySeal | None:
    """Seal what is new; none if nothing is."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT portal_seal_history()")
        return HistorySeal.objects.filter(pk=cursor.fetchone()[0]).first()


def newest_seal() -> HistorySeal | None:
    """The link whose hash stands for the whole history before it."""
    return HistorySeal.objects.first()


def rows_not_sealed() -> int:
    """How many rows came since the newest seal."""
    tables = [model._meta.db_table for model in apps.get_models() if is_kept(model)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(SUM(upper(span) - lower(span)), 0) FROM unnest(%s::text[]) t, "
            "unnest(portal_unsealed_rows(t)) span",
            [tables],
        )
        return int(cursor.fetchone()[0])


def is_kept(model) -> bool:
    return hasattr(model, "pgh_tracked_model") and model._meta.managed


def verify() -> Verdict:
    """Follow the chain from its first link, and compare every row with its digest; stop at the first that differs."""
    seals = rows = 0
    newest, hash_before = None, ""
    for link in HistorySeal.objects.order_by("id").iterator():
        parts = list(SealedRows.objects.filter(seal=link).order_by("id"))
        fault = fault_of_link(link, parts, hash_before) or next(filter(None, map(fault_of_rows, parts)), "")
        if fault:
            return Verdict(seals, rows, newest, fault)
        seals, rows, newest, hash_before = seals + 1, rows + link.rows, link, link.hash
    return Verdict(seals, rows, newest)


def fault_of_link(link: HistorySeal, parts: list[SealedRows], hash_before: str) -> str:
    words = {"seal": link.pk, "when": when(link)}
    if link.previous_hash != hash_before:
        return (
            _("Seal %(seal)s of %(when)s does not continue the one before it: a seal was removed or changed.") % words
        )
    if hash_of(link, parts) != link.hash:
        return _("Seal %(seal)s of %(when)s was changed: its hash is not that of what it says.") % words
    return ""


def hash_of(link: HistorySeal, parts: list[SealedRows]) -> str:
    """The link's hash, computed anew from what it and its parts say."""
    moment = f"{link.sealed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}"
    said = "|".join([link.previous_hash, moment, link.reason, ""]).encode()
    for part in parts:
        ids = "{" + ",".join(f"[{span.lower},{span.upper})" for span in part.ids) + "}"
        said += sha256("|".join([part.table, ",".join(part.columns), ids, ""]).encode() + bytes(part.digests)).digest()
    return sha256(said).hexdigest()


def fault_of_rows(part: SealedRows) -> str:
    """The first row of a part that is not as it was sealed; rows sealed again later count as that seal says."""
    gone = sorted(set(part.columns) - columns_of(part.table))
    if not gone:
        return "" if is_as_one(part) else next(differing(part), "")
    if is_all_sealed_again(part):
        return ""
    words = {"table": part.table, "columns": ", ".join(gone), "seal": part.seal_id}
    return (
        _(
            "The rows of %(table)s in seal %(seal)s cannot be compared any more: %(columns)s is gone. After a "
            "migration that removes columns of the history, seal again with a reason."
        )
        % words
    )


def columns_of(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(%s)) AND attnum > 0 "
            "AND NOT attisdropped",
            [table],
        )
        return {name for (name,) in cursor.fetchall()}


def named(part: SealedRows) -> dict:
    return {"table": part.table, "seal": part.seal_id, "part": part.pk}


def is_all_sealed_again(part: SealedRows) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.ids <@ COALESCE(({LATER}), '{{}}') FROM accounts_sealedrows p WHERE p.id = %(part)s", named(part)
        )
        return cursor.fetchone()[0]


def is_as_one(part: SealedRows) -> bool:
    """Whether all rows together are as they were sealed: the usual case, compared at once."""
    with connection.cursor() as cursor:
        cursor.execute(AS_ONE, named(part))
        found = cursor.fetchone()
    return found is not None and found[1] and bytes(found[0]) == bytes(part.digests)


def differing(part: SealedRows) -> Iterator[str]:
    digests = bytes(part.digests)
    with connection.cursor() as cursor:
        cursor.execute(ONE_BY_ONE, named(part))
        for place, (number, digest, is_sealed_again) in enumerate(cursor.fetchall()):
            if is_sealed_again or (digest and bytes(digest) == digests[place * BYTES : (place + 1) * BYTES]):
                continue
            yield in_words(part, number, is_missing=digest is None)


def in_words(part: SealedRows, number: int, *, is_missing: bool) -> str:
    words = {"row": f"{part.table} {number}", "whose": whose(part.table, number), "when": when(part.seal)}
    if is_missing:
        return _("Row %(row)s is missing: it was deleted after it was sealed on %(when)s.") % words
    return _("Row %(row)s%(whose)s was changed after it was sealed on %(when)s.") % words


def whose(table: str, number: int) -> str:
    """Which record a row of the history tells of."""
    for model in apps.get_models():
        if is_kept(model) and model._meta.db_table == table:
            pk = model.objects.filter(pk=number).values_list("pgh_obj_id", flat=True).first()
            return f" ({model.pgh_tracked_model._meta.verbose_name} {pk})"
    return ""


def when(link: HistorySeal) -> str:
    return localize(link.sealed_at)
