from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from workspaces.lists.kinds import RecordList
from workspaces.lists.showing import without_blanks
from workspaces.models import SavedFilter


class SaveFilterForm(forms.ModelForm):
    """Saves the filters and the order of a list under a name."""

    class Meta:
        model = SavedFilter
        fields = ["name", "query", "is_shared"]
        widgets = {"query": forms.HiddenInput}

    def __init__(self, *args, kind: RecordList, user, **more):
        super().__init__(*args, **more)
        self.instance.user, self.instance.list_name = user, kind.kept_as
        self.kind = kind
        if not user.has_perm("workspaces.share_savedfilter"):
            del self.fields["is_shared"]

    def clean_name(self):
        name, own = self.cleaned_data["name"], self.instance
        if SavedFilter.objects.filter(user=own.user, list_name=own.list_name, name=name).exists():
            raise forms.ValidationError(
                _("You already have a filter of this name. Choose another, or delete that one.")
            )
        return name

    def clean_query(self):
        """Only words that the list's address knows."""
        asked = without_blanks(QueryDict(self.cleaned_data["query"].removeprefix("?")))
        known = {*self.kind.filters.base_filters, "sort"}
        if not self.instance.user.is_staff:
            known -= set(self.kind.filters.for_staff)
        for name in [name for name in asked if name not in known]:
            del asked[name]
        if not asked:
            raise forms.ValidationError(
                _("There is nothing to save yet: filter the list, or put it in an order, first.")
            )
        return asked.urlencode()


class InviteVolunteerForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Of the person's own: whoever opens the mail signs in as this volunteer."),
    )
