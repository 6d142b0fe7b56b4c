import accounts.folding
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    """Lists of a million are filtered, put in order and searched along an index; the planner learns of them at once."""

    dependencies = [
        ('assignments', '0006_followed_quickly'),
        ('partners', '0002_roles_protect_their_partner'),
        ('volunteers', '0002_found_quickly'),
    ]

    operations = [
        migrations.AlterField(
            model_name='assignment',
            name='host_entity',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='partners.hostentity', verbose_name='host entity'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Reverse(accounts.folding.Folded('assignment_number')), name='text_pattern_ops'), name='assignments_by_numbers_end'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['host_entity', 'end_date'], name='assignments_by_entity'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['status', 'end_date'], name='assignments_by_status'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('end_reason', ''), _negated=True), fields=['end_reason', 'end_date'], name='assignments_by_end_reason'),
        ),
        migrations.RunSQL("ANALYZE assignments_assignment", migrations.RunSQL.noop),
    ]
