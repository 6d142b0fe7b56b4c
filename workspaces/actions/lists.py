"""What people keep for themselves of lists."""

from django.db import transaction

from workspaces.models import ChosenColumns, SavedFilter


@transaction.atomic
def choose_columns(user, list_name: str, columns: list[str]) -> None:
    """Show somebody these columns from now on; none of them: the usual ones."""
    if columns:
        ChosenColumns.objects.update_or_create(user=user, list_name=list_name, defaults={"columns": columns})
    else:
        ChosenColumns.objects.filter(user=user, list_name=list_name).delete()


def share(saved: SavedFilter, *, is_shared: bool) -> None:
    """Let all staff use a filter, or only who saved it."""
    SavedFilter.objects.filter(pk=saved.pk).update(is_shared=is_shared)
