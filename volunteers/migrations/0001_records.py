import accounts.folding
import datetime
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
import volunteers.names
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_folded_text'),
        ('accounts', '__first__'),
        ('partners', '0001_records'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Volunteer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('roster_number', models.CharField(max_length=30, unique=True, verbose_name='roster number')),
                ('family_name', models.CharField(blank=True, help_text='Who has one name only has it in either field.', max_length=150, verbose_name='family name')),
                ('given_name', models.CharField(blank=True, max_length=150, verbose_name='given name')),
                ('sex', models.CharField(blank=True, choices=[('female', 'female'), ('male', 'male'), ('other', 'other')], help_text='Empty: not stated.', max_length=10, verbose_name='sex')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='birth date')),
                ('nationality', models.ForeignKey(help_text='The one that is counted. Further ones are kept below.', on_delete=django.db.models.deletion.PROTECT, related_name='nationals', to='partners.country', verbose_name='nationality')),
                ('has_disability', models.BooleanField(blank=True, help_text='As the person says. Unknown stays unknown.', null=True, verbose_name='disability')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('registered_date', models.DateField(blank=True, null=True, verbose_name='registered on')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='volunteer', to=settings.AUTH_USER_MODEL, verbose_name='signs in as')),
                ('searched', models.GeneratedField(db_persist=True, expression=accounts.folding.Folded(volunteers.names.Joined(models.F('family_name'), models.F('given_name'), models.F('family_name'), models.Value('\n'), models.F('roster_number'), models.Value('\n'), models.F('email'))), output_field=models.TextField())),
                ('names_in_either_order', models.GeneratedField(db_persist=True, expression=volunteers.names.Joined(django.db.models.functions.comparison.Least(accounts.folding.Folded(models.F('family_name')), accounts.folding.Folded(models.F('given_name'))), models.Value('\n'), django.db.models.functions.comparison.Greatest(accounts.folding.Folded(models.F('family_name')), accounts.folding.Folded(models.F('given_name')))), output_field=models.TextField())),
            ],
            options={
                'verbose_name': 'volunteer',
                'verbose_name_plural': 'volunteers',
                'ordering': ['family_name', 'given_name', 'roster_number'],
                'indexes': [models.Index(fields=['family_name', 'given_name', 'roster_number'], name='volunteers_by_name'), models.Index(fields=['registered_date'], name='volunteers_by_registration')],
                'constraints': [models.CheckConstraint(condition=models.Q(('roster_number', ''), _negated=True), name='volunteers_roster_number_given', violation_error_message='A volunteer has a roster number.'), models.CheckConstraint(condition=models.Q(('family_name', ''), ('given_name', ''), _negated=True), name='volunteers_one_name_at_least', violation_error_message='A volunteer has a family name, a given name, or both.'), models.CheckConstraint(condition=models.Q(('sex__in', ['', 'female', 'male', 'other'])), name='volunteers_sex_known_value', violation_error_message='Sex is female, male, other, or empty for not stated.'), models.CheckConstraint(condition=models.Q(('birth_date__isnull', True), ('birth_date__gte', datetime.date(1880, 1, 1)), _connector='OR'), name='volunteers_birth_date_possible', violation_error_message='The birth date is before 1880.'), models.CheckConstraint(condition=models.Q(('birth_date__isnull', True), ('registered_date__isnull', True), ('registered_date__gte', models.F('birth_date')), _connector='OR'), name='volunteers_registered_after_birth', violation_error_message='The registration lies before the birth date.')],
            },
        ),
        migrations.CreateModel(
            name='OtherNationality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='other_nationality_rows', to='volunteers.volunteer')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.country', verbose_name='nationality')),
            ],
            options={
                'verbose_name': 'further nationality',
                'verbose_name_plural': 'further nationalities',
                'ordering': ['volunteer', 'country'],
                'constraints': [models.UniqueConstraint(fields=('volunteer', 'country'), name='volunteers_othernationality_once', violation_error_message='This nationality is already listed.')],
            },
        ),
        migrations.CreateModel(
            name='OtherNationalityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='volunteers.othernationality')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('volunteer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='volunteers.volunteer')),
                ('country', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.country', verbose_name='nationality')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VolunteerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='volunteers.volunteer')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('roster_number', models.CharField(max_length=30, verbose_name='roster number')),
                ('family_name', models.CharField(blank=True, help_text='Who has one name only has it in either field.', max_length=150, verbose_name='family name')),
                ('given_name', models.CharField(blank=True, max_length=150, verbose_name='given name')),
                ('sex', models.CharField(blank=True, choices=[('female', 'female'), ('male', 'male'), ('other', 'other')], help_text='Empty: not stated.', max_length=10, verbose_name='sex')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='birth date')),
                ('nationality', models.ForeignKey(db_constraint=False, db_index=False, help_text='The one that is counted. Further ones are kept below.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.country', verbose_name='nationality')),
                ('has_disability', models.BooleanField(blank=True, help_text='As the person says. Unknown stays unknown.', null=True, verbose_name='disability')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('registered_date', models.DateField(blank=True, null=True, verbose_name='registered on')),
                ('user', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signs in as')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='Volunteer',
            name='other_nationalities',
            field=models.ManyToManyField(related_name='further_nationals', through='volunteers.OtherNationality', to='partners.country', verbose_name='further nationalities'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='volunteer',
            trigger=pgtrigger.compiler.Trigger(name='birth_date_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values p WHERE p.birth_date > CURRENT_DATE) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_birth_date_not_in_future', MESSAGE = 'The birth date is in the future.';\n        END IF;\n     RETURN NULL;", hash='8251d170da4764b70f52e0ed4a66597cf9dc190f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_birth_date_on_insert_c5c5f', referencing='REFERENCING NEW TABLE AS new_values ', table='volunteers_volunteer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='volunteer',
            trigger=pgtrigger.compiler.Trigger(name='person_rules_on_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values p WHERE p.birth_date > CURRENT_DATE) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_birth_date_not_in_future', MESSAGE = 'The birth date is in the future.';\n        END IF;\n    \n        IF EXISTS (SELECT 1 FROM new_values p JOIN assignments_assignment a ON a.volunteer_id = p.id\n           WHERE EXTRACT(YEAR FROM AGE(a.start_date, p.birth_date)) < 18) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_adult_on_first_day', MESSAGE = 'A volunteer is at least 18 years old on the first day of an assignment.';\n        END IF;\n    \n        IF EXISTS (SELECT 1 FROM new_values p JOIN assignments_assignment a ON a.volunteer_id = p.id\n           WHERE EXTRACT(YEAR FROM AGE(a.start_date, p.birth_date)) > 100) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_not_over_100_on_first_day', MESSAGE = 'Nobody over 100 years old starts an assignment: check the birth date and the first day.';\n        END IF;\n    \n        IF EXISTS (SELECT 1 FROM new_values p\n            JOIN assignments_assignment a ON a.volunteer_id = p.id AND a.country_id = p.nationality_id\n            WHERE a.category IN ('international_specialist', 'international_youth', 'international_expert', 'international_university')) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_international_abroad', MESSAGE = 'An international volunteer does not serve in a country of their own nationality.';\n        END IF;\n     RETURN NULL;", hash='ceef8433f3d59b01a75ca2fb9ff9c65e427fe3e3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_person_rules_on_update_6e734', referencing='REFERENCING NEW TABLE AS new_values ', table='volunteers_volunteer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='volunteer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_volunteerevent" ("birth_date", "email", "family_name", "given_name", "has_disability", "id", "nationality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_date", "roster_number", "sex", "user_id") SELECT new_values."birth_date", new_values."email", new_values."family_name", new_values."given_name", new_values."has_disability", new_values."id", new_values."nationality_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."registered_date", new_values."roster_number", new_values."sex", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='efee6606df20ab41d4547f0e7aa4778376ed5ef5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_fa6cd', referencing='REFERENCING NEW TABLE AS new_values ', table='volunteers_volunteer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='volunteer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_volunteerevent" ("birth_date", "email", "family_name", "given_name", "has_disability", "id", "nationality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_date", "roster_number", "sex", "user_id") SELECT new_values."birth_date", new_values."email", new_values."family_name", new_values."given_name", new_values."has_disability", new_values."id", new_values."nationality_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."registered_date", new_values."roster_number", new_values."sex", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."birth_date" IS DISTINCT FROM (new_values."birth_date") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."family_name" IS DISTINCT FROM (new_values."family_name") OR old_values."given_name" IS DISTINCT FROM (new_values."given_name") OR old_values."has_disability" IS DISTINCT FROM (new_values."has_disability") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."nationality_id" IS DISTINCT FROM (new_values."nationality_id") OR old_values."registered_date" IS DISTINCT FROM (new_values."registered_date") OR old_values."roster_number" IS DISTINCT FROM (new_values."roster_number") OR old_values."sex" IS DISTINCT FROM (new_values."sex") OR old_values."user_id" IS DISTINCT FROM (new_values."user_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0bb333830960da6ca98d73e6102f436ebed7e666', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6cedd', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='volunteers_volunteer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='volunteer',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_volunteerevent" ("birth_date", "email", "family_name", "given_name", "has_disability", "id", "nationality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_date", "roster_number", "sex", "user_id") SELECT old_values."birth_date", old_values."email", old_values."family_name", old_values."given_name", old_values."has_disability", old_values."id", old_values."nationality_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."registered_date", old_values."roster_number", old_values."sex", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f98349b67937ac358a7226a6f517a73daf51431d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_16027', referencing='REFERENCING OLD TABLE AS old_values ', table='volunteers_volunteer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='othernationalityevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0c342d352d31dcbc77633990bb13c2c172d529fe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_eb8ef', table='volunteers_othernationalityevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='othernationality',
            trigger=pgtrigger.compiler.Trigger(name='other_nationality_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values n\n            JOIN assignments_assignment a ON a.volunteer_id = n.volunteer_id AND a.country_id = n.country_id\n            WHERE a.category IN ('international_specialist', 'international_youth', 'international_expert', 'international_university')) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_international_abroad', MESSAGE = 'An international volunteer does not serve in a country of their own nationality.';\n        END IF;\n     RETURN NULL;", hash='d730b9a288de698f8719f434eea76b1be3631d17', level='STATEMENT', operation='INSERT', pgid='pgtrigger_other_nationality_on_insert_74910', referencing='REFERENCING NEW TABLE AS new_values ', table='volunteers_othernationality', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='othernationality',
            trigger=pgtrigger.compiler.Trigger(name='other_nationality_on_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values n\n            JOIN assignments_assignment a ON a.volunteer_id = n.volunteer_id AND a.country_id = n.country_id\n            WHERE a.category IN ('international_specialist', 'international_youth', 'international_expert', 'international_university')) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_international_abroad', MESSAGE = 'An international volunteer does not serve in a country of their own nationality.';\n        END IF;\n     RETURN NULL;", hash='1d81999f8c1ad2f55eb1fdc81adae72c7294a9d4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_other_nationality_on_update_13880', referencing='REFERENCING NEW TABLE AS new_values ', table='volunteers_othernationality', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='othernationality',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_othernationalityevent" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteer_id") SELECT new_values."country_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."volunteer_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ea99d9c3e2a6ddf38b61d56a294b30f5db0e9904', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b95ff', referencing='REFERENCING NEW TABLE AS new_values ', table='volunteers_othernationality', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='othernationality',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_othernationalityevent" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteer_id") SELECT new_values."country_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."volunteer_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6b54e7a649395b6b4cac4b5dee833a31710fef8c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_904b3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='volunteers_othernationality', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='othernationality',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_othernationalityevent" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteer_id") SELECT old_values."country_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."volunteer_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='cf8ba0a2aa58e83c6b96fbba9a88b6573fb7783b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_82b3d', referencing='REFERENCING OLD TABLE AS old_values ', table='volunteers_othernationality', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='volunteerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c5535e351ea1afe2d73f8d2290ca76b549279c5e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fb428', table='volunteers_volunteerevent', when='BEFORE')),
        ),
    ]
