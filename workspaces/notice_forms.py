"""The form of choices about notices."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import MailLanguage, NoticeChoice, User
from accounts.notices import Kind, choose, language_for

PORTAL, MAIL = "portal", "mail"


class ChoicesForm(forms.Form):
    """For each kind that may concern the user: in the portal, by mail, both or neither."""

    def __init__(self, *args, user: User, kinds: list[Kind], **more):
        super().__init__(*args, **more)
        self.user, self.kinds = user, kinds
        chosen = {choice.kind: choice for choice in NoticeChoice.objects.filter(user=user)}
        for kind in kinds:
            choice = chosen.get(kind.name) or NoticeChoice()
            ways = [way for way, is_chosen in ((PORTAL, choice.in_portal), (MAIL, choice.by_mail)) if is_chosen]
            self.fields[kind.name] = forms.MultipleChoiceField(
                label=kind.label,
                choices=[(PORTAL, _("in the portal")), (MAIL, _("by mail"))],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=ways,
            )
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of mails"), choices=settings.LANGUAGES, initial=language_for(user)
        )

    def save(self) -> None:
        chosen = {kind.name: self.cleaned_data[kind.name] for kind in self.kinds}
        choose(self.user, {name: (PORTAL in ways, MAIL in ways) for name, ways in chosen.items()})
        MailLanguage.objects.update_or_create(user=self.user, defaults={"language": self.cleaned_data["language"]})
