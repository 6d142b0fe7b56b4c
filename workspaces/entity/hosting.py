"""What somebody sees of a host entity: all its volunteers, or those of the countries that the own roles name."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.timezone import localdate

from accounts.models import User
from assignments.choices import Status
from assignments.models import Assignment
from assignments.querysets import AssignmentQuerySet
from partners.models import Country, HostEntity


@dataclass(frozen=True)
class Hosting:
    """A host entity as one reader sees it."""

    entity: HostEntity
    countries: tuple[Country, ...] = ()
    """To which the reader is limited; none: all."""

    @property
    def is_limited(self) -> bool:
        return bool(self.countries)

    @property
    def country_names(self) -> list[str]:
        return [country.name for country in self.countries]

    @property
    def where(self) -> dict[str, str | tuple[str, ...]]:
        """The filters that limit a question of the statistics to what the reader sees."""
        place = {"country": tuple(country.alpha3 for country in self.countries)} if self.countries else {}
        return {"host_entity": self.entity.code} | place

    def assignments(self, user: User) -> AssignmentQuerySet:
        """Those not cancelled that the user sees here; staff see what the entity sees."""
        rows = Assignment.objects.filter(host_entity=self.entity)
        return rows.exclude(status=Status.CANCELLED) if user.is_staff else rows.hosted_for(user)


def hosting_of(user: User, code: str) -> Hosting:
    """The host entity of a code, if the user speaks for it today or is staff; else it is not found."""
    if user.is_staff and user.is_active:
        entity = HostEntity.objects.filter(code=code).first()
        found = Hosting(entity) if entity else None
    else:
        found = next((each for each in hostings_of(user) if each.entity.code == code), None)
    if found is None:
        raise Http404
    return found


def hostings_of(user: User) -> list[Hosting]:
    """The host entities for which the user speaks today, by name."""
    roles = user.host_entity_roles.current(localdate()).select_related("host_entity").prefetch_related("countries")
    limits: dict[HostEntity, list[set[Country]]] = {}
    for role in roles:
        limits.setdefault(role.host_entity, []).append(set(role.countries.all()))
    found = [Hosting(entity, together(countries)) for entity, countries in limits.items()]
    return sorted(found, key=lambda each: (each.entity.name, each.entity.code))


def together(limits: list[set[Country]]) -> tuple[Country, ...]:
    """The countries of several roles; one role without any is for all."""
    return tuple(sorted(set().union(*limits), key=lambda country: country.alpha3)) if all(limits) else ()
