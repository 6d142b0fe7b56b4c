import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


RECORDS = {
    "volunteer_id": "volunteers_volunteer",
    "other_volunteer_id": "volunteers_volunteer",
    "assignment_id": "assignments_assignment",
    "host_entity_id": "partners_hostentity",
}
GO_WITH_THE_RECORD = [
    f"ALTER TABLE workspaces_finding ADD CONSTRAINT finding_of_{column} FOREIGN KEY ({column}) REFERENCES {table} (id) "
    "ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED"
    for column, table in RECORDS.items()
]
"""Whatever deletes a record, a merge or an undone import too, is not held up by what was found about it."""
STAY = [f"ALTER TABLE workspaces_finding DROP CONSTRAINT finding_of_{column}" for column in RECORDS]


class Migration(migrations.Migration):

    dependencies = [
        ('assignments', '0005_found_by_number'),
        ('partners', '0001_records'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('volunteers', '0002_found_quickly'),
        ('workspaces', '0001_lists'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='check')),
                ('about', models.CharField(max_length=60, verbose_name='about')),
                ('fingerprint', models.CharField(max_length=32, verbose_name='values it was given for')),
                ('reason', models.CharField(max_length=500, validators=[django.core.validators.MinLengthValidator(5)], verbose_name='reason')),
                ('accepted_at', models.DateTimeField(auto_now_add=True, verbose_name='accepted at')),
                ('accepted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accepted by')),
            ],
            options={
                'verbose_name': 'accepted finding',
                'verbose_name_plural': 'accepted findings',
                'ordering': ['-accepted_at'],
            },
        ),
        migrations.CreateModel(
            name='AcceptanceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(max_length=40, verbose_name='check')),
                ('about', models.CharField(max_length=60, verbose_name='about')),
                ('fingerprint', models.CharField(max_length=32, verbose_name='values it was given for')),
                ('reason', models.CharField(max_length=500, validators=[django.core.validators.MinLengthValidator(5)], verbose_name='reason')),
                ('accepted_at', models.DateTimeField(auto_now_add=True, verbose_name='accepted at')),
                ('accepted_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accepted by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workspaces.acceptance')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='check')),
                ('about', models.CharField(help_text='The record, or the pair of records, by number.', max_length=60, verbose_name='about')),
                ('severity', models.PositiveSmallIntegerField(choices=[(1, 'wrong'), (2, 'doubtful'), (3, 'incomplete')], verbose_name='severity')),
                ('values', models.JSONField(default=dict, verbose_name='values found')),
                ('fingerprint', models.CharField(max_length=32, verbose_name='version')),
                ('found_at', models.DateTimeField(verbose_name='found at')),
                ('acceptance', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='findings', to='workspaces.acceptance', verbose_name='accepted')),
                ('assignment', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assignments.assignment', verbose_name='assignment')),
                ('host_entity', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.hostentity', verbose_name='host entity')),
                ('other_volunteer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='volunteers.volunteer', verbose_name='other volunteer')),
                ('volunteer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='volunteers.volunteer', verbose_name='volunteer')),
            ],
            options={
                'verbose_name': 'finding',
                'verbose_name_plural': 'findings',
                'ordering': ['severity', 'kind', '-found_at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='acceptance',
            constraint=models.UniqueConstraint(fields=('kind', 'about', 'fingerprint'), name='acceptance_once', violation_error_message='Somebody has accepted this already.'),
        ),
        migrations.AddConstraint(
            model_name='acceptance',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='acceptance_reason_given', violation_error_message='Whoever accepts a finding says why.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workspaces_acceptanceevent" ("about", "accepted_at", "accepted_by_id", "fingerprint", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT new_values."about", new_values."accepted_at", new_values."accepted_by_id", new_values."fingerprint", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fda2ef2c7594f58b7d2c0d4c547b146a5633805e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0a1ba', referencing='REFERENCING NEW TABLE AS new_values ', table='workspaces_acceptance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workspaces_acceptanceevent" ("about", "accepted_at", "accepted_by_id", "fingerprint", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT new_values."about", new_values."accepted_at", new_values."accepted_by_id", new_values."fingerprint", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='24f350305332a2643d5de2564e33ee15bf0e8f46', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_87b34', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workspaces_acceptance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptance',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workspaces_acceptanceevent" ("about", "accepted_at", "accepted_by_id", "fingerprint", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT old_values."about", old_values."accepted_at", old_values."accepted_by_id", old_values."fingerprint", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='406494d3dfd2dd7814d34bb767168b601323ff3f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d4a51', referencing='REFERENCING OLD TABLE AS old_values ', table='workspaces_acceptance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptanceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='131ea346ad85a28be8d646ecb57f959a39f3be8e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d0b05', table='workspaces_acceptanceevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['severity', 'kind', '-found_at', 'id', 'acceptance'], name='findings_listed'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('kind', 'about'), name='finding_once', violation_error_message='This was found already.'),
        ),
        migrations.RunSQL(GO_WITH_THE_RECORD, STAY),
    ]
