from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts and runs")

    def ready(self):
        from accounts.history_guard import guard_after_migrating

        post_migrate.connect(guard_after_migrating, sender=self)
        autodiscover_modules("permissions")
