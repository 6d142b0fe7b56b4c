"""The fence around keys for the second step and addresses: a reader finds the own ones alone."""

from django.db import migrations

from accounts.fence_policies import fence

OWN = "user_id = (SELECT portal_reader())"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0016_invitations"),
        ("account", "0001_initial"),
        ("mfa", "0001_initial"),
    ]

    operations = [fence("mfa_authenticator", OWN), fence("account_emailaddress", OWN)]
