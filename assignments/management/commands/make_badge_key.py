import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Make a key that signs badges, and write it to a file that only you can read. Name it in BADGE_SIGNING_KEY."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="a file that does not exist yet")

    def handle(self, *args, path, **options):
        key = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(key)
        except FileExistsError:
            raise CommandError(
                f"{path} exists already, and a key is not overwritten: badges that it signed could not be verified."
            ) from None
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        self.stdout.write(f"Written to {path}. Set BADGE_SIGNING_KEY={path.resolve()} and BADGE_ISSUER_URL.")
