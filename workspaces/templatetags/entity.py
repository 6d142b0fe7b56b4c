"""The tabs of a host entity's pages."""

from django import template

from workspaces.entity.tabs import tabs_of

register = template.Library()


@register.inclusion_tag("workspaces/entity/tabs.html")
def entity_tabs(entity, here: str = "") -> dict:
    """The bar of tabs of a host entity; `here` is the name of the address that is shown."""
    return {"entity": entity, "tabs": tabs_of(entity.code), "here": here}
