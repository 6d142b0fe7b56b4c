from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts and runs")

    def ready(self):
        from accounts.fence import grant_after_migrating, on_connecting
        from accounts.history_guard import guard_after_migrating
        from accounts.looks import listen

        listen()
        post_migrate.connect(guard_after_migrating, sender=self)
        post_migrate.connect(grant_after_migrating, sender=self)
        connection_created.connect(on_connecting)
        autodiscover_modules("permissions", "fences", "notices", "notice_mails", "invitations")
