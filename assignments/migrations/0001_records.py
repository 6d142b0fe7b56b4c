import datetime
import django.contrib.postgres.constraints
import django.db.models.constraints
import django.db.models.deletion
import partners.models.validity
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partners', '0001_records'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('volunteers', '0001_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assignment_number', models.CharField(max_length=40, unique=True, verbose_name='assignment number')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='volunteers.volunteer', verbose_name='volunteer')),
                ('host_entity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='partners.hostentity', verbose_name='host entity')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='partners.country', verbose_name='country of duty')),
                ('category', models.CharField(choices=[('international_specialist', 'International specialist'), ('international_youth', 'International youth'), ('international_expert', 'International expert'), ('international_university', 'International university'), ('national_specialist', 'National specialist'), ('national_youth', 'National youth'), ('national_expert', 'National expert'), ('national_university', 'National university'), ('community', 'Community'), ('refugee', 'Refugee'), ('online', 'Online')], max_length=30, verbose_name='category')),
                ('modality', models.CharField(choices=[('onsite', 'Onsite'), ('online', 'Online')], default='onsite', max_length=10, verbose_name='modality')),
                ('status', models.CharField(choices=[('planned', 'planned'), ('serving', 'serving'), ('completed', 'completed'), ('ended_early', 'ended early'), ('cancelled', 'cancelled')], max_length=15, verbose_name='status')),
                ('start_date', models.DateField(verbose_name='first day')),
                ('end_date', models.DateField(help_text='Counted as a day of service.', verbose_name='last day')),
                ('funding_partner', models.ForeignKey(blank=True, help_text='Pays all costs. Money from the Special Voluntary Fund is the initiative SVF.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='partners.fundingpartner', verbose_name='funding partner')),
                ('previous', models.ForeignKey(blank=True, help_text='The assignment that this one follows, after a change of entity, country, category or funder.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='next_assignments', to='assignments.assignment', verbose_name='continues')),
                ('end_reason', models.CharField(blank=True, choices=[('resignation', 'resignation'), ('reassignment', 'reassignment'), ('funding_ended', 'funding ended'), ('security', 'security or evacuation'), ('health', 'health'), ('recruited', 'recruited by the host entity'), ('conduct', 'conduct'), ('death', 'death'), ('other', 'other')], help_text='Only when ended early.', max_length=20, verbose_name='reason for an early end')),
            ],
            options={
                'verbose_name': 'assignment',
                'verbose_name_plural': 'assignments',
                'ordering': ['-start_date', 'assignment_number'],
                'indexes': [models.Index(fields=['start_date', 'end_date'], name='assignments_by_days'), models.Index(fields=['end_date'], name='assignments_by_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(('assignment_number', ''), _negated=True), name='assignment_number_given', violation_error_message='An assignment has a number.'), models.CheckConstraint(condition=models.Q(('end_date__gte', models.F('start_date'))), name='assignment_last_day_not_before_first', violation_error_message='The last day is before the first day.'), models.CheckConstraint(condition=models.Q(('end_date__lte', datetime.date(2100, 12, 31)), ('start_date__gte', datetime.date(1971, 1, 1))), name='assignment_days_in_1971_to_2100', violation_error_message='First and last day lie between 1971 and 2100.'), models.CheckConstraint(condition=models.Q(models.Q(('category', 'online'), ('modality', 'online')), models.Q(models.Q(('category', 'online'), _negated=True), ('modality', 'onsite')), _connector='OR'), name='assignment_online_category_if_online', violation_error_message='The category is online if and only if the modality is online.'), models.CheckConstraint(condition=models.Q(('category__in', ['international_specialist', 'international_youth', 'international_expert', 'international_university', 'national_specialist', 'national_youth', 'national_expert', 'national_university', 'community', 'refugee', 'online']), ('status__in', ['planned', 'serving', 'completed', 'ended_early', 'cancelled'])), name='assignment_known_category_and_status', violation_error_message='Category and status are among those listed.'), models.CheckConstraint(condition=models.Q(('end_reason', ''), ('status', 'ended_early'), _connector='OR'), name='assignment_end_reason_if_ended_early', violation_error_message='Only an assignment that ended early has a reason for its early end.'), models.CheckConstraint(condition=models.Q(('previous__isnull', True), models.Q(('previous', models.F('id')), _negated=True), _connector='OR'), name='assignment_does_not_continue_itself', violation_error_message='An assignment does not continue itself.'), models.UniqueConstraint(condition=models.Q(('status', 'cancelled'), _negated=True), fields=('previous',), name='assignment_continued_by_one', violation_error_message='Another assignment already continues that one.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('modality', 'onsite'), ('status__in', ('serving', 'completed', 'ended_early'))), deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('volunteer', '='), (partners.models.validity.DateRange(models.F('start_date'), models.F('end_date'), models.Value('[]')), '&&')], name='assignment_one_onsite_a_day', violation_error_message='The volunteer already has an onsite assignment on some of these days.')],
            },
        ),
        migrations.CreateModel(
            name='AssignmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assignments.assignment')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('assignment_number', models.CharField(max_length=40, verbose_name='assignment number')),
                ('volunteer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='volunteers.volunteer', verbose_name='volunteer')),
                ('host_entity', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.hostentity', verbose_name='host entity')),
                ('country', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.country', verbose_name='country of duty')),
                ('category', models.CharField(choices=[('international_specialist', 'International specialist'), ('international_youth', 'International youth'), ('international_expert', 'International expert'), ('international_university', 'International university'), ('national_specialist', 'National specialist'), ('national_youth', 'National youth'), ('national_expert', 'National expert'), ('national_university', 'National university'), ('community', 'Community'), ('refugee', 'Refugee'), ('online', 'Online')], max_length=30, verbose_name='category')),
                ('modality', models.CharField(choices=[('onsite', 'Onsite'), ('online', 'Online')], default='onsite', max_length=10, verbose_name='modality')),
                ('status', models.CharField(choices=[('planned', 'planned'), ('serving', 'serving'), ('completed', 'completed'), ('ended_early', 'ended early'), ('cancelled', 'cancelled')], max_length=15, verbose_name='status')),
                ('start_date', models.DateField(verbose_name='first day')),
                ('end_date', models.DateField(help_text='Counted as a day of service.', verbose_name='last day')),
                ('funding_partner', models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='Pays all costs. Money from the Special Voluntary Fund is the initiative SVF.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.fundingpartner', verbose_name='funding partner')),
                ('previous', models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='The assignment that this one follows, after a change of entity, country, category or funder.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assignments.assignment', verbose_name='continues')),
                ('end_reason', models.CharField(blank=True, choices=[('resignation', 'resignation'), ('reassignment', 'reassignment'), ('funding_ended', 'funding ended'), ('security', 'security or evacuation'), ('health', 'health'), ('recruited', 'recruited by the host entity'), ('conduct', 'conduct'), ('death', 'death'), ('other', 'other')], help_text='Only when ended early.', max_length=20, verbose_name='reason for an early end')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AssignmentInitiative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='initiative_rows', to='assignments.assignment')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.initiative', verbose_name='initiative')),
            ],
            options={
                'verbose_name': 'initiative of an assignment',
                'verbose_name_plural': 'initiatives of assignments',
                'ordering': ['assignment', 'initiative'],
                'constraints': [models.UniqueConstraint(fields=('assignment', 'initiative'), name='assignmentinitiative_once', violation_error_message='The assignment already has this initiative.')],
            },
        ),
        migrations.CreateModel(
            name='AssignmentInitiativeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assignments.assignmentinitiative')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('assignment', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assignments.assignment')),
                ('initiative', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.initiative', verbose_name='initiative')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DutyStationPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_date', models.DateField(verbose_name='first day')),
                ('last_date', models.DateField(verbose_name='last day')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duty_stations', to='assignments.assignment')),
                ('place', models.CharField(max_length=120, verbose_name='place')),
            ],
            options={
                'verbose_name': 'duty station',
                'verbose_name_plural': 'duty stations',
                'ordering': ['assignment', 'first_date'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_date__gte', models.F('first_date'))), name='dutystation_days_in_order', violation_error_message='The last day is before the first day.'), django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('assignment', '='), (partners.models.validity.DateRange(models.F('first_date'), models.F('last_date'), models.Value('[]')), '&&')], name='dutystation_no_shared_day', violation_error_message='Two duty stations share a day.')],
            },
        ),
        migrations.CreateModel(
            name='DutyStationPeriodEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assignments.dutystationperiod')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('first_date', models.DateField(verbose_name='first day')),
                ('last_date', models.DateField(verbose_name='last day')),
                ('assignment', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assignments.assignment')),
                ('place', models.CharField(max_length=120, verbose_name='place')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Interruption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_date', models.DateField(verbose_name='first day')),
                ('last_date', models.DateField(verbose_name='last day')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interruptions', to='assignments.assignment')),
                ('kind', models.CharField(blank=True, choices=[('unpaid_leave', 'unpaid leave'), ('suspension', 'suspension')], max_length=20, verbose_name='kind')),
            ],
            options={
                'verbose_name': 'interruption',
                'verbose_name_plural': 'interruptions',
                'ordering': ['assignment', 'first_date'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_date__gte', models.F('first_date'))), name='interruption_days_in_order', violation_error_message='The last day is before the first day.'), django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('assignment', '='), (partners.models.validity.DateRange(models.F('first_date'), models.F('last_date'), models.Value('[]')), '&&')], name='interruption_no_shared_day', violation_error_message='Two interruptions share a day.')],
            },
        ),
        migrations.CreateModel(
            name='InterruptionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assignments.interruption')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('first_date', models.DateField(verbose_name='first day')),
                ('last_date', models.DateField(verbose_name='last day')),
                ('assignment', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assignments.assignment')),
                ('kind', models.CharField(blank=True, choices=[('unpaid_leave', 'unpaid leave'), ('suspension', 'suspension')], max_length=20, verbose_name='kind')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='assignment',
            name='initiatives',
            field=models.ManyToManyField(related_name='assignments', through='assignments.AssignmentInitiative', to='partners.initiative', verbose_name='initiatives'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b907f8319460db0cf6fcc555097eb1f011524d89', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_65df3', table='assignments_assignmentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignmentinitiative',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assignments_assignmentinitiativeevent" ("assignment_id", "id", "initiative_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."assignment_id", new_values."id", new_values."initiative_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cdb57d81a66aaa8e7238de726d108271d4f7937a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e96fd', referencing='REFERENCING NEW TABLE AS new_values ', table='assignments_assignmentinitiative', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignmentinitiative',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assignments_assignmentinitiativeevent" ("assignment_id", "id", "initiative_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."assignment_id", new_values."id", new_values."initiative_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='42cc16ffc4a6620e4e6aafcb58ca6a23c7a539da', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f8afb', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='assignments_assignmentinitiative', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignmentinitiative',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assignments_assignmentinitiativeevent" ("assignment_id", "id", "initiative_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."assignment_id", old_values."id", old_values."initiative_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='cb1719bccc077362a33fdae1fa196a41fb791cdf', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0a517', referencing='REFERENCING OLD TABLE AS old_values ', table='assignments_assignmentinitiative', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='assignment_rules_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values a JOIN volunteers_volunteer p ON p.id = a.volunteer_id\n           WHERE EXTRACT(YEAR FROM AGE(a.start_date, p.birth_date)) < 18) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_adult_on_first_day', MESSAGE = 'A volunteer is at least 18 years old on the first day of an assignment.';\n        END IF;\n    \n        IF EXISTS (SELECT 1 FROM new_values a JOIN volunteers_volunteer p ON p.id = a.volunteer_id\n           WHERE EXTRACT(YEAR FROM AGE(a.start_date, p.birth_date)) > 100) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_not_over_100_on_first_day', MESSAGE = 'Nobody over 100 years old starts an assignment: check the birth date and the first day.';\n        END IF;\n    \n        IF EXISTS (SELECT 1 FROM new_values a JOIN volunteers_volunteer p ON p.id = a.volunteer_id\n            WHERE a.category IN ('international_specialist', 'international_youth', 'international_expert', 'international_university')\n              AND (p.nationality_id = a.country_id\n                   OR EXISTS (SELECT 1 FROM volunteers_othernationality o\n                              WHERE o.volunteer_id = p.id AND o.country_id = a.country_id))) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_international_abroad', MESSAGE = 'An international volunteer does not serve in a country of their own nationality.';\n        END IF;\n    \n        IF EXISTS (SELECT 1 FROM new_values a JOIN partners_country c ON c.id = a.country_id WHERE c.alpha3 = 'XXA') THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_duty_in_a_country', MESSAGE = 'The country of duty is a country or territory, not stateless.';\n        END IF;\n    \n        IF EXISTS (SELECT 1 FROM new_values a JOIN assignments_assignment e ON e.id = a.previous_id\n           WHERE e.volunteer_id <> a.volunteer_id OR e.start_date >= a.start_date) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_continues_an_earlier_own', MESSAGE = 'An assignment continues only an earlier assignment of the same volunteer.';\n        END IF;\n     RETURN NULL;", hash='26d8f64e7b34d3d58a904b95a86f3e17291f135e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_assignment_rules_on_insert_3da97', referencing='REFERENCING NEW TABLE AS new_values ', table='assignments_assignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='assignment_rules_on_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values a JOIN volunteers_volunteer p ON p.id = a.volunteer_id\n           WHERE EXTRACT(YEAR FROM AGE(a.start_date, p.birth_date)) < 18) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_adult_on_first_day', MESSAGE = 'A volunteer is at least 18 years old on the first day of an assignment.';\n        END IF;\n    \n        IF EXISTS (SELECT 1 FROM new_values a JOIN volunteers_volunteer p ON p.id = a.volunteer_id\n           WHERE EXTRACT(YEAR FROM AGE(a.start_date, p.birth_date)) > 100) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_not_over_100_on_first_day', MESSAGE = 'Nobody over 100 years old starts an assignment: check the birth date and the first day.';\n        END IF;\n    \n        IF EXISTS (SELECT 1 FROM new_values a JOIN volunteers_volunteer p ON p.id = a.volunteer_id\n            WHERE a.category IN ('international_specialist', 'international_youth', 'international_expert', 'international_university')\n              AND (p.nationality_id = a.country_id\n                   OR EXISTS (SELECT 1 FROM volunteers_othernationality o\n                              WHERE o.volunteer_id = p.id AND o.country_id = a.country_id))) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_international_abroad', MESSAGE = 'An international volunteer does not serve in a country of their own nationality.';\n        END IF;\n    \n        IF EXISTS (SELECT 1 FROM new_values a JOIN partners_country c ON c.id = a.country_id WHERE c.alpha3 = 'XXA') THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_duty_in_a_country', MESSAGE = 'The country of duty is a country or territory, not stateless.';\n        END IF;\n    \n        IF EXISTS (SELECT 1 FROM new_values a JOIN assignments_assignment e ON e.id = a.previous_id\n           WHERE e.volunteer_id <> a.volunteer_id OR e.start_date >= a.start_date) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_continues_an_earlier_own', MESSAGE = 'An assignment continues only an earlier assignment of the same volunteer.';\n        END IF;\n    \n        IF EXISTS (SELECT 1 FROM new_values e JOIN assignments_assignment a ON a.previous_id = e.id\n           WHERE e.volunteer_id <> a.volunteer_id OR e.start_date >= a.start_date) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_continues_an_earlier_own', MESSAGE = 'An assignment continues only an earlier assignment of the same volunteer.';\n        END IF;\n     RETURN NULL;", hash='833fa001859f35c4d3d4703dd982a18ac8a4053e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_assignment_rules_on_update_d3d54', referencing='REFERENCING NEW TABLE AS new_values ', table='assignments_assignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='around_interruption_inside_assignment', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."start_date" IS DISTINCT FROM (NEW."start_date") OR OLD."end_date" IS DISTINCT FROM (NEW."end_date"))', constraint='CONSTRAINT', func="\n        IF EXISTS (SELECT 1 FROM assignments_interruption w JOIN assignments_assignment a ON a.id = w.assignment_id\n            WHERE a.id = NEW.id AND (w.first_date < a.start_date OR w.last_date > a.end_date)) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'interruption_inside_assignment', MESSAGE = 'An interruption or a duty station lies outside the assignment.';\n        END IF;\n     RETURN NULL;", hash='32494526d8003c86dc209d5b4eae2b22906a7ad2', operation='UPDATE', pgid='pgtrigger_around_interruption_inside_assignment_a6672', table='assignments_assignment', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='around_dutystation_inside_assignment', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."start_date" IS DISTINCT FROM (NEW."start_date") OR OLD."end_date" IS DISTINCT FROM (NEW."end_date"))', constraint='CONSTRAINT', func="\n        IF EXISTS (SELECT 1 FROM assignments_dutystationperiod w JOIN assignments_assignment a ON a.id = w.assignment_id\n            WHERE a.id = NEW.id AND (w.first_date < a.start_date OR w.last_date > a.end_date)) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'dutystation_inside_assignment', MESSAGE = 'An interruption or a duty station lies outside the assignment.';\n        END IF;\n     RETURN NULL;", hash='c3b8143da00a5145621949fa39dbe51bf1d69b3e', operation='UPDATE', pgid='pgtrigger_around_dutystation_inside_assignment_3a4ef', table='assignments_assignment', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assignments_assignmentevent" ("assignment_number", "category", "country_id", "end_date", "end_reason", "funding_partner_id", "host_entity_id", "id", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "start_date", "status", "volunteer_id") SELECT new_values."assignment_number", new_values."category", new_values."country_id", new_values."end_date", new_values."end_reason", new_values."funding_partner_id", new_values."host_entity_id", new_values."id", new_values."modality", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."previous_id", new_values."start_date", new_values."status", new_values."volunteer_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1dde6b3485016a94fdf7cdbc81d5e0dcd079f9aa', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_50a77', referencing='REFERENCING NEW TABLE AS new_values ', table='assignments_assignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assignments_assignmentevent" ("assignment_number", "category", "country_id", "end_date", "end_reason", "funding_partner_id", "host_entity_id", "id", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "start_date", "status", "volunteer_id") SELECT new_values."assignment_number", new_values."category", new_values."country_id", new_values."end_date", new_values."end_reason", new_values."funding_partner_id", new_values."host_entity_id", new_values."id", new_values."modality", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."previous_id", new_values."start_date", new_values."status", new_values."volunteer_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7cea4220e69cbe99f60789a7c85b39c1cf85f7a6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_22493', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='assignments_assignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assignments_assignmentevent" ("assignment_number", "category", "country_id", "end_date", "end_reason", "funding_partner_id", "host_entity_id", "id", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "start_date", "status", "volunteer_id") SELECT old_values."assignment_number", old_values."category", old_values."country_id", old_values."end_date", old_values."end_reason", old_values."funding_partner_id", old_values."host_entity_id", old_values."id", old_values."modality", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."previous_id", old_values."start_date", old_values."status", old_values."volunteer_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='88f1030311a30feb4096c020ba90a724ddcc8294', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8d071', referencing='REFERENCING OLD TABLE AS old_values ', table='assignments_assignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignmentinitiativeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0d5deddb7d4a260f81a8ae7ecc2d64a30d7e3644', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_765e6', table='assignments_assignmentinitiativeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutystationperiod',
            trigger=pgtrigger.compiler.Trigger(name='dutystation_inside_assignment_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values w JOIN assignments_assignment a ON a.id = w.assignment_id\n           WHERE w.first_date < a.start_date OR w.last_date > a.end_date) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'dutystation_inside_assignment', MESSAGE = 'A duty station lies outside the assignment.';\n        END IF;\n     RETURN NULL;", hash='0c5d3b9f03ddc4b49eb2f29b1dd2a0b8832f56c5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_dutystation_inside_assignment_insert_a4a65', referencing='REFERENCING NEW TABLE AS new_values ', table='assignments_dutystationperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutystationperiod',
            trigger=pgtrigger.compiler.Trigger(name='dutystation_inside_assignment_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values w JOIN assignments_assignment a ON a.id = w.assignment_id\n           WHERE w.first_date < a.start_date OR w.last_date > a.end_date) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'dutystation_inside_assignment', MESSAGE = 'A duty station lies outside the assignment.';\n        END IF;\n     RETURN NULL;", hash='6cb892bbb431cb3d13921c23b716c4963af1180a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_dutystation_inside_assignment_update_5a373', referencing='REFERENCING NEW TABLE AS new_values ', table='assignments_dutystationperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutystationperiod',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assignments_dutystationperiodevent" ("assignment_id", "first_date", "id", "last_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place") SELECT new_values."assignment_id", new_values."first_date", new_values."id", new_values."last_date", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5f9aac5f0934a9d71a2aaf233d08555faed6166d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_fdaf9', referencing='REFERENCING NEW TABLE AS new_values ', table='assignments_dutystationperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutystationperiod',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assignments_dutystationperiodevent" ("assignment_id", "first_date", "id", "last_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place") SELECT new_values."assignment_id", new_values."first_date", new_values."id", new_values."last_date", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2e26c10f2c08583136a235c3f833d9bc88ecd82c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_36ceb', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='assignments_dutystationperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutystationperiod',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assignments_dutystationperiodevent" ("assignment_id", "first_date", "id", "last_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place") SELECT old_values."assignment_id", old_values."first_date", old_values."id", old_values."last_date", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3a12654d4731fd33df92c00dd444d0d9e8b5c958', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_52a28', referencing='REFERENCING OLD TABLE AS old_values ', table='assignments_dutystationperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutystationperiodevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8b4dce2a5ac076cbba4616066aa4653143ee2fab', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_81cc0', table='assignments_dutystationperiodevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='interruption',
            trigger=pgtrigger.compiler.Trigger(name='interruption_inside_assignment_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values w JOIN assignments_assignment a ON a.id = w.assignment_id\n           WHERE w.first_date < a.start_date OR w.last_date > a.end_date) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'interruption_inside_assignment', MESSAGE = 'An interruption lies outside the assignment.';\n        END IF;\n     RETURN NULL;", hash='84c008da3b03dd73f37883342251d801ad93573b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_interruption_inside_assignment_insert_db763', referencing='REFERENCING NEW TABLE AS new_values ', table='assignments_interruption', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='interruption',
            trigger=pgtrigger.compiler.Trigger(name='interruption_inside_assignment_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values w JOIN assignments_assignment a ON a.id = w.assignment_id\n           WHERE w.first_date < a.start_date OR w.last_date > a.end_date) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'interruption_inside_assignment', MESSAGE = 'An interruption lies outside the assignment.';\n        END IF;\n     RETURN NULL;", hash='de726edd7a9c53a375e23801f60c322d7aafcd66', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_interruption_inside_assignment_update_76bcb', referencing='REFERENCING NEW TABLE AS new_values ', table='assignments_interruption', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='interruption',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assignments_interruptionevent" ("assignment_id", "first_date", "id", "kind", "last_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."assignment_id", new_values."first_date", new_values."id", new_values."kind", new_values."last_date", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='448bacbe1ed093754992d38db3c32874b1477989', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2c3af', referencing='REFERENCING NEW TABLE AS new_values ', table='assignments_interruption', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='interruption',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assignments_interruptionevent" ("assignment_id", "first_date", "id", "kind", "last_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."assignment_id", new_values."first_date", new_values."id", new_values."kind", new_values."last_date", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='68aed67b2cdc10ab015dca84f9a06d70ed1b7e31', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fc9f1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='assignments_interruption', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='interruption',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assignments_interruptionevent" ("assignment_id", "first_date", "id", "kind", "last_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."assignment_id", old_values."first_date", old_values."id", old_values."kind", old_values."last_date", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3d5510896025d286ffd6d82ce1c0ec8ac2db3cd8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_64802', referencing='REFERENCING OLD TABLE AS old_values ', table='assignments_interruption', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='interruptionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e6b385208fe50cde3225af7a870f11f712c847d8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_33ed2', table='assignments_interruptionevent', when='BEFORE')),
        ),
    ]
