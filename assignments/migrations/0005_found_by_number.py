import accounts.folding
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assignments', '0004_calendar_on_the_timetable'),
        ('partners', '0001_records'),
        ('volunteers', '0002_found_quickly'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(django.contrib.postgres.indexes.OpClass(accounts.folding.Folded('assignment_number'), name='text_pattern_ops'), name='assignments_by_number'),
        ),
    ]
