"""Searching in the admin's lists, by any spelling."""

from accounts.folding import found_by


class FindsAnySpelling:
    """For a ModelAdmin of a table that is not large: words are found in any order, without accents and capitals."""

    def get_search_results(self, request, queryset, search_term):
        return found_by(queryset, search_term, fields=list(self.search_fields)), False


class FindsPeople:
    """For a ModelAdmin whose rows know by themselves how they are found."""

    def get_search_results(self, request, queryset, search_term):
        return queryset.found_by(search_term), False
