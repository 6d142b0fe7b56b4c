from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "unvportal"
    verbose_name = _("UNV Portal")

    def ready(self):
        from unvportal import checks  # noqa: F401
