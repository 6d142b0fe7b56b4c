from django.contrib import admin
from django.db.models import Prefetch
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.admin import FindsAnySpelling, SaysRefusals, ShowsHistory, count_of
from partners.models import (
    Country,
    FundingPartner,
    FundingPartnerRole,
    GlobalSouthMembership,
    GroupMembership,
    HostEntity,
    HostEntityFormerName,
    HostEntityGroup,
    HostEntityRole,
    HostEntityRoleCountry,
    Initiative,
    RegionMembership,
)
from partners.models.validity import valid_on


class RegionMembershipInline(admin.TabularInline):
    model = RegionMembership
    extra = 0


class GlobalSouthMembershipInline(admin.TabularInline):
    model = GlobalSouthMembership
    extra = 0


@admin.register(Country)
class CountryAdmin(FindsAnySpelling, SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["name_en", "alpha3", "region_today", "global_south_today", "is_ldc", "is_lldc", "is_sids"]
    list_filter = ["region_memberships__region", "is_ldc", "is_lldc", "is_sids"]
    search_fields = ["name_en", "alpha3", "name_fr", "name_es", "name_ru", "name_zh", "name_ar"]
    inlines = [RegionMembershipInline, GlobalSouthMembershipInline]
    fieldsets = [
        (None, {"fields": ["alpha3", "m49", "name_en", "note"]}),
        (_("Names"), {"fields": ["name_fr", "name_es", "name_ru", "name_zh", "name_ar"]}),
        (_("Groups of countries"), {"fields": ["is_ldc", "is_lldc", "is_sids"]}),
    ]

    def get_queryset(self, request):
        today = valid_on(localdate())
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                Prefetch("region_memberships", RegionMembership.objects.filter(today), to_attr="regions_today"),
                Prefetch(
                    "global_south_memberships", GlobalSouthMembership.objects.filter(today), to_attr="south_today"
                ),
            )
        )

    @admin.display(description=_("region today"))
    def region_today(self, country):
        return ", ".join(membership.get_region_display() for membership in country.regions_today)

    @admin.display(description=_("global South today"), boolean=True)
    def global_south_today(self, country):
        return country.south_today[0].is_global_south if country.south_today else None


class FormerNameInline(admin.TabularInline):
    model = HostEntityFormerName
    extra = 0


class GroupsOfHostEntityInline(admin.TabularInline):
    model = GroupMembership
    autocomplete_fields = ["group"]
    extra = 0


class HostEntityRoleInline(admin.TabularInline):
    model = HostEntityRole
    autocomplete_fields = ["user"]
    extra = 0


@admin.register(HostEntity)
class HostEntityAdmin(FindsAnySpelling, SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["name", "code", "kind", "focal_points", "is_demo"]
    list_filter = ["kind", "groups", "is_demo"]
    search_fields = ["name", "code", "former_names__name"]
    inlines = [FormerNameInline, GroupsOfHostEntityInline, HostEntityRoleInline]

    def get_queryset(self, request):
        count = count_of(HostEntityRole.objects.current(), by="host_entity")
        return super().get_queryset(request).annotate(focal_point_count=count)

    @admin.display(description=_("focal points"), ordering="focal_point_count")
    def focal_points(self, host_entity):
        return host_entity.focal_point_count


class MembersInline(admin.TabularInline):
    model = GroupMembership
    autocomplete_fields = ["host_entity"]
    extra = 0


@admin.register(HostEntityGroup)
class HostEntityGroupAdmin(FindsAnySpelling, SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["name", "code", "members_today"]
    search_fields = ["name", "code"]
    inlines = [MembersInline]

    def get_queryset(self, request):
        count = count_of(GroupMembership.objects.filter(valid_on(localdate())), by="group")
        return super().get_queryset(request).annotate(member_count=count)

    @admin.display(description=_("members today"), ordering="member_count")
    def members_today(self, group):
        return group.member_count


class FundingPartnerRoleInline(admin.TabularInline):
    model = FundingPartnerRole
    autocomplete_fields = ["user"]
    extra = 0


@admin.register(FundingPartner)
class FundingPartnerAdmin(FindsAnySpelling, SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["name", "code", "kind", "country"]
    list_filter = ["kind"]
    list_select_related = ["country"]
    search_fields = ["name", "code", "country__name_en"]
    autocomplete_fields = ["country"]
    inlines = [FundingPartnerRoleInline]


@admin.register(Initiative)
class InitiativeAdmin(FindsAnySpelling, SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["name", "code"]
    search_fields = ["name", "code"]


class OfCountry(FindsAnySpelling, SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_select_related = ["country"]
    autocomplete_fields = ["country"]
    search_fields = ["country__name_en", "country__alpha3", "source"]
    date_hierarchy = "valid_from"


@admin.register(RegionMembership)
class RegionMembershipAdmin(OfCountry):
    list_display = ["country", "region", "valid_from", "valid_to", "source"]
    list_filter = ["region"]


@admin.register(GlobalSouthMembership)
class GlobalSouthMembershipAdmin(OfCountry):
    list_display = ["country", "is_global_south", "valid_from", "valid_to", "source"]
    list_filter = ["is_global_south"]


@admin.register(HostEntityFormerName)
class HostEntityFormerNameAdmin(FindsAnySpelling, SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["name", "host_entity", "last_date"]
    list_select_related = ["host_entity"]
    autocomplete_fields = ["host_entity"]
    search_fields = ["name", "host_entity__name", "host_entity__code"]
    date_hierarchy = "last_date"


@admin.register(GroupMembership)
class GroupMembershipAdmin(FindsAnySpelling, SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["host_entity", "group", "valid_from", "valid_to"]
    list_filter = ["group"]
    list_select_related = ["host_entity", "group"]
    autocomplete_fields = ["host_entity", "group"]
    search_fields = ["host_entity__name", "host_entity__code", "group__name", "group__code"]
    date_hierarchy = "valid_from"


class RoleCountryInline(admin.TabularInline):
    model = HostEntityRoleCountry
    autocomplete_fields = ["country"]
    extra = 0


@admin.register(HostEntityRole)
class HostEntityRoleAdmin(FindsAnySpelling, SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["user", "host_entity", "is_owner", "valid_from", "valid_to", "ended_at"]
    list_filter = ["is_owner"]
    list_select_related = ["user", "host_entity"]
    readonly_fields = ["ended_at"]
    inlines = [RoleCountryInline]
    autocomplete_fields = ["user", "host_entity"]
    search_fields = ["user__email", "user__name", "host_entity__name", "host_entity__code"]


@admin.register(HostEntityRoleCountry)
class HostEntityRoleCountryAdmin(FindsAnySpelling, SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["role", "country"]
    list_select_related = ["role__user", "role__host_entity", "country"]
    autocomplete_fields = ["role", "country"]
    search_fields = ["role__user__email", "role__host_entity__code", "country__name_en"]


@admin.register(FundingPartnerRole)
class FundingPartnerRoleAdmin(FindsAnySpelling, SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["user", "funding_partner", "valid_from", "valid_to", "ended_at"]
    list_select_related = ["user", "funding_partner"]
    readonly_fields = ["ended_at"]
    autocomplete_fields = ["user", "funding_partner"]
    search_fields = ["user__email", "user__name", "funding_partner__name", "funding_partner__code"]
