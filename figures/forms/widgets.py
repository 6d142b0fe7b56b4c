"""Controls that keep whatever was typed, and say it to a browser in a way that it keeps too."""

import re

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe

NOT_TICKED = ("", "0", "no", "false")


class Several(forms.Widget):
    """Selects under one name: for each chosen key, at least as many as have labels, and one more where it has a label.

    `empties` are what the first select and those after it are called without a choice.
    """

    def __init__(self, *, labels=("",), one_more="", empties=("", "")):
        super().__init__()
        self.labels, self.one_more, self.empties = labels, one_more, empties
        self.choices = []

    def value_from_datadict(self, data, files, name):
        return [value for value in data.getlist(name) if value]

    def render(self, name, value, attrs=None, renderer=None):
        chosen = list(value or [])
        shown = max(len(self.labels), len(chosen) + bool(self.one_more))
        places = enumerate(chosen + [""] * (shown - len(chosen)))
        return format_html_join("\n", "{}", ((self.one(name, key, place, attrs, renderer),) for place, key in places))

    def one(self, name, key, place, attrs, renderer):
        attrs = attrs | ({"id": f"{attrs['id']}-{place + 1}"} if place else {})
        choices = [("", self.empties[bool(place)]), *kept(self.choices, key)]
        control = select(name, key, choices, attrs)
        label = self.labels[place] if place < len(self.labels) else self.one_more
        if not label:
            return control
        return format_html(
            '<div><label class="visually-hidden" for="{}">{}</label>{}</div>', attrs["id"], label, control
        )


class One(forms.Select):
    """A select that offers what was typed in the address, known or not."""

    def render(self, name, value, attrs=None, renderer=None):
        return select(name, value, kept(list(self.choices), value), self.build_attrs(self.attrs, attrs))


class Typed(forms.TextInput):
    """A box of a type that browsers help with; as plain text where they would drop what was typed."""

    def __init__(self, *, input_type: str, pattern: str, attrs: dict | None = None):
        super().__init__(attrs)
        self.helpful_type, self.pattern = input_type, re.compile(pattern)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        is_kept = not value or self.pattern.fullmatch(str(value))
        context["widget"]["type"] = self.helpful_type if is_kept else "text"
        return context


class Tick(forms.CheckboxInput):
    """A box that is sent as 1."""

    def __init__(self):
        super().__init__(check_test=lambda value: value not in (None, False, *NOT_TICKED))

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        ticked = {"checked": True} if self.check_test(value) else {}
        context["widget"] |= {"value": "1", "attrs": ticked | context["widget"]["attrs"]}
        return context

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")


def select(name: str, value: str | None, choices: list, attrs: dict) -> str:
    """A select written at once: a template for each of some hundred options takes longer than the answer."""
    options = "".join(
        f'<optgroup label="{escape(value_or_group)}">{options_of(label, value)}</optgroup>'
        if isinstance(label, list)
        else options_of([(value_or_group, label)], value)
        for value_or_group, label in choices
    )
    return format_html('<select name="{}"{}>{}</select>', name, flatatt(attrs), mark_safe(options))


def options_of(choices: list, chosen: str | None) -> str:
    """The options of a select, escaped."""
    return "".join(
        f'<option value="{escape(key)}"{" selected" if key == (chosen or "") else ""}>{escape(label)}</option>'
        for key, label in choices
    )


def kept(choices: list, key: str) -> list:
    """The choices, and a key that is none of them as it was typed."""
    known = {known for value, label in choices for known in keys_in(value, label)}
    return choices if not key or key in known else [*choices, (key, key)]


def keys_in(value, label) -> list[str]:
    """The key of a choice, or those of a group of choices."""
    return [key for key, _label in label] if isinstance(label, list) else [value]
