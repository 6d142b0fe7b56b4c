import accounts.folding
import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    """People are found by any part of a name, number or address, in the same time however many there are."""

    dependencies = [
        ('partners', '0001_records'),
        ('volunteers', '0001_records'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        migrations.AddIndex(
            model_name='volunteer',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('searched'), name='gin_trgm_ops'), name='volunteers_by_part'),
        ),
        migrations.AddIndex(
            model_name='volunteer',
            index=models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Left('searched', 16), name='text_pattern_ops'), name='volunteers_by_start'),
        ),
        migrations.AddIndex(
            model_name='volunteer',
            index=models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Left(accounts.folding.Folded('given_name'), 16), name='text_pattern_ops'), name='volunteers_by_given_start'),
        ),
        migrations.AddIndex(
            model_name='volunteer',
            index=models.Index(django.contrib.postgres.indexes.OpClass(accounts.folding.Folded('roster_number'), name='text_pattern_ops'), name='volunteers_by_number'),
        ),
        migrations.AddIndex(
            model_name='volunteer',
            index=django.contrib.postgres.indexes.HashIndex(fields=['names_in_either_order'], name='volunteers_by_both_names'),
        ),
        migrations.AddIndex(
            model_name='volunteer',
            index=models.Index(fields=['birth_date'], name='volunteers_by_birth_date'),
        ),
        migrations.AddIndex(
            model_name='volunteer',
            index=models.Index(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='volunteers_by_email'),
        ),
    ]
