import calculation.scores
import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Framework',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='code')),
                ('title_en', models.CharField(max_length=300, verbose_name='title')),
                ('title_zh', models.CharField(blank=True, max_length=300, verbose_name='Chinese title')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='first year')),
                ('last_year', models.PositiveSmallIntegerField(verbose_name='last year')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name': 'results framework',
                'verbose_name_plural': 'results frameworks',
                'ordering': ['-first_year'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_year__gte', models.F('first_year'))), name='framework_years_in_order', violation_error_message='The last year is before the first year.')],
            },
        ),
        migrations.CreateModel(
            name='FrameworkEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='results.framework')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('title_en', models.CharField(max_length=300, verbose_name='title')),
                ('title_zh', models.CharField(blank=True, max_length=300, verbose_name='Chinese title')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='first year')),
                ('last_year', models.PositiveSmallIntegerField(verbose_name='last year')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='results.framework')),
                ('code', models.CharField(max_length=10, verbose_name='code')),
                ('title_en', models.TextField(verbose_name='title')),
                ('title_zh', models.TextField(blank=True, verbose_name='Chinese title')),
            ],
            options={
                'verbose_name': 'outcome',
                'verbose_name_plural': 'outcomes',
                'ordering': ['framework', 'code'],
                'constraints': [models.UniqueConstraint(fields=('framework', 'code'), name='outcome_code_once', violation_error_message='The framework already has an outcome with this code.')],
            },
        ),
        migrations.CreateModel(
            name='OutcomeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='results.outcome')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('framework', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='results.framework')),
                ('code', models.CharField(max_length=10, verbose_name='code')),
                ('title_en', models.TextField(verbose_name='title')),
                ('title_zh', models.TextField(blank=True, verbose_name='Chinese title')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Output',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outputs', to='results.outcome')),
                ('code', models.CharField(max_length=10, verbose_name='code')),
                ('title_en', models.TextField(verbose_name='title')),
                ('title_zh', models.TextField(blank=True, verbose_name='Chinese title')),
            ],
            options={
                'verbose_name': 'output',
                'verbose_name_plural': 'outputs',
                'ordering': ['outcome', 'code'],
                'constraints': [models.UniqueConstraint(fields=('outcome', 'code'), name='output_code_once', violation_error_message='The outcome already has an output with this code.')],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='results.outcome')),
                ('output', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='results.output')),
                ('code', models.CharField(max_length=10, verbose_name='code')),
                ('kind', models.CharField(choices=[('annual', 'annual'), ('cumulative_sum', 'cumulative sum'), ('cumulative_distinct', 'cumulative, each counted once'), ('on_a_day', 'on a day')], max_length=20, verbose_name='kind')),
                ('direction', models.CharField(choices=[(calculation.scores.Direction['RISING'], 'more is better'), (calculation.scores.Direction['FALLING'], 'less is better')], default=calculation.scores.Direction['RISING'], max_length=10, verbose_name='direction')),
                ('unit', models.CharField(max_length=40, verbose_name='unit')),
                ('precision', models.PositiveSmallIntegerField(default=0, verbose_name='decimal places shown')),
                ('baseline', models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True, verbose_name='baseline')),
                ('baseline_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of the baseline')),
                ('statistic', models.CharField(blank=True, help_text='The named statistic that counts the result. Empty: the result is entered with evidence.', max_length=60, verbose_name='counted by')),
                ('source', models.CharField(help_text='Where the result comes from.', max_length=300, verbose_name='source')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'indicator',
                'verbose_name_plural': 'indicators',
                'ordering': ['order', 'code'],
                'constraints': [models.UniqueConstraint(fields=('outcome', 'code'), name='indicator_code_once', violation_error_message='The outcome already has an indicator with this code.')],
            },
        ),
        migrations.CreateModel(
            name='IndicatorDefinition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='definitions', to='results.indicator')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='from year')),
                ('last_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='to year')),
                ('title_en', models.TextField(verbose_name='title')),
                ('title_zh', models.TextField(blank=True, verbose_name='Chinese title')),
                ('method_en', models.TextField(verbose_name='method')),
                ('method_zh', models.TextField(blank=True, verbose_name='Chinese method')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason of this version')),
            ],
            options={
                'verbose_name': 'definition of an indicator',
                'verbose_name_plural': 'definitions of indicators',
                'ordering': ['indicator', 'first_year'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_year__isnull', True), ('last_year__gte', models.F('first_year')), _connector='OR'), name='definition_years_in_order', violation_error_message='The last year is before the first year.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('indicator', '='), (models.Func(models.F('first_year'), models.F('last_year'), models.Value('[]'), function='INT4RANGE'), '&&')], name='definition_one_a_year', violation_error_message='The indicator already has a definition for some of these years.')],
            },
        ),
        migrations.CreateModel(
            name='IndicatorDefinitionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='results.indicatordefinition')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('indicator', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='results.indicator')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='from year')),
                ('last_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='to year')),
                ('title_en', models.TextField(verbose_name='title')),
                ('title_zh', models.TextField(blank=True, verbose_name='Chinese title')),
                ('method_en', models.TextField(verbose_name='method')),
                ('method_zh', models.TextField(blank=True, verbose_name='Chinese method')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason of this version')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IndicatorEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='results.indicator')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('outcome', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='results.outcome')),
                ('output', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='results.output')),
                ('code', models.CharField(max_length=10, verbose_name='code')),
                ('kind', models.CharField(choices=[('annual', 'annual'), ('cumulative_sum', 'cumulative sum'), ('cumulative_distinct', 'cumulative, each counted once'), ('on_a_day', 'on a day')], max_length=20, verbose_name='kind')),
                ('direction', models.CharField(choices=[(calculation.scores.Direction['RISING'], 'more is better'), (calculation.scores.Direction['FALLING'], 'less is better')], default=calculation.scores.Direction['RISING'], max_length=10, verbose_name='direction')),
                ('unit', models.CharField(max_length=40, verbose_name='unit')),
                ('precision', models.PositiveSmallIntegerField(default=0, verbose_name='decimal places shown')),
                ('baseline', models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True, verbose_name='baseline')),
                ('baseline_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of the baseline')),
                ('statistic', models.CharField(blank=True, help_text='The named statistic that counts the result. Empty: the result is entered with evidence.', max_length=60, verbose_name='counted by')),
                ('source', models.CharField(help_text='Where the result comes from.', max_length=300, verbose_name='source')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MilestoneVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestone_versions', to='results.indicator')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('value', models.DecimalField(decimal_places=6, max_digits=18, verbose_name='milestone')),
                ('adopted_date', models.DateField(verbose_name='adopted on')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name': 'milestone version',
                'verbose_name_plural': 'milestone versions',
                'ordering': ['indicator', 'year', 'adopted_date'],
                'get_latest_by': 'adopted_date',
                'constraints': [models.UniqueConstraint(fields=('indicator', 'year', 'adopted_date'), name='milestone_one_version_a_day', violation_error_message='A version of this milestone was already adopted on this day.'), models.CheckConstraint(condition=models.Q(('year__range', (1971, 2100))), name='milestone_year_in_1971_to_2100', violation_error_message='The year lies between 1971 and 2100.')],
            },
        ),
        migrations.CreateModel(
            name='MilestoneVersionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='results.milestoneversion')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('indicator', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='results.indicator')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('value', models.DecimalField(decimal_places=6, max_digits=18, verbose_name='milestone')),
                ('adopted_date', models.DateField(verbose_name='adopted on')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OutputEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='results.output')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('outcome', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='results.outcome')),
                ('code', models.CharField(max_length=10, verbose_name='code')),
                ('title_en', models.TextField(verbose_name='title')),
                ('title_zh', models.TextField(blank=True, verbose_name='Chinese title')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='results.indicator')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('value', models.DecimalField(blank=True, decimal_places=6, help_text='Empty: there is none.', max_digits=18, null=True, verbose_name='result')),
                ('grey_reason', models.CharField(blank=True, choices=[(calculation.scores.GreyReason['NOT_COLLECTED'], 'not collected'), (calculation.scores.GreyReason['NOT_DUE'], 'not due'), (calculation.scores.GreyReason['WITHHELD'], 'withheld')], help_text='Only without a value.', max_length=20, verbose_name='why there is none')),
                ('evidence', models.TextField(help_text='What the value rests on, and where that can be read.', verbose_name='evidence')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
            ],
            options={
                'verbose_name': 'entered result',
                'verbose_name_plural': 'entered results',
                'ordering': ['indicator', 'year'],
                'constraints': [models.UniqueConstraint(fields=('indicator', 'year'), name='result_once_a_year', violation_error_message='The indicator already has a result for this year.'), models.CheckConstraint(condition=models.Q(models.Q(('value__isnull', True), models.Q(('grey_reason', ''), _negated=True)), models.Q(('value__isnull', False), ('grey_reason', '')), _connector='OR'), name='result_value_or_reason', violation_error_message='Give either a value, or the reason why there is none.'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('entered_by')), _negated=True), _connector='OR'), name='result_not_approved_by_who_entered', violation_error_message='Somebody else approves what you entered.'), models.CheckConstraint(condition=models.Q(('year__range', (1971, 2100))), name='result_year_in_1971_to_2100', violation_error_message='The year lies between 1971 and 2100.')],
            },
        ),
        migrations.CreateModel(
            name='ResultEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='results.result')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('indicator', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='results.indicator')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('value', models.DecimalField(blank=True, decimal_places=6, help_text='Empty: there is none.', max_digits=18, null=True, verbose_name='result')),
                ('grey_reason', models.CharField(blank=True, choices=[(calculation.scores.GreyReason['NOT_COLLECTED'], 'not collected'), (calculation.scores.GreyReason['NOT_DUE'], 'not due'), (calculation.scores.GreyReason['WITHHELD'], 'withheld')], help_text='Only without a value.', max_length=20, verbose_name='why there is none')),
                ('evidence', models.TextField(help_text='What the value rests on, and where that can be read.', verbose_name='evidence')),
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('approved_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='framework',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_frameworkevent" ("code", "first_year", "id", "last_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "title_en", "title_zh") SELECT new_values."code", new_values."first_year", new_values."id", new_values."last_year", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."title_en", new_values."title_zh" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8aa03f3def7c5a113979978e9ebdaa9c8f6e2c9b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_21baa', referencing='REFERENCING NEW TABLE AS new_values ', table='results_framework', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='framework',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_frameworkevent" ("code", "first_year", "id", "last_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "title_en", "title_zh") SELECT new_values."code", new_values."first_year", new_values."id", new_values."last_year", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."title_en", new_values."title_zh" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a1e5091590a1d9ed87dbf98f4d3e14207a043bdd', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d5a7d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='results_framework', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='framework',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_frameworkevent" ("code", "first_year", "id", "last_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "title_en", "title_zh") SELECT old_values."code", old_values."first_year", old_values."id", old_values."last_year", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."title_en", old_values."title_zh" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5f3bf1394d54709202c9c9352a0d561bf732b9d8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ae7a4', referencing='REFERENCING OLD TABLE AS old_values ', table='results_framework', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='frameworkevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4f371547fd8bf71409e24e22ef4cfdcfffd3a7e9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0e758', table='results_frameworkevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatordefinition',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_indicatordefinitionevent" ("first_year", "id", "indicator_id", "last_year", "method_en", "method_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "title_en", "title_zh") SELECT new_values."first_year", new_values."id", new_values."indicator_id", new_values."last_year", new_values."method_en", new_values."method_zh", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."title_en", new_values."title_zh" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a845159df10ee7e852423c1fb28abbc97be14897', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_00242', referencing='REFERENCING NEW TABLE AS new_values ', table='results_indicatordefinition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatordefinition',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_indicatordefinitionevent" ("first_year", "id", "indicator_id", "last_year", "method_en", "method_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "title_en", "title_zh") SELECT new_values."first_year", new_values."id", new_values."indicator_id", new_values."last_year", new_values."method_en", new_values."method_zh", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."title_en", new_values."title_zh" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9f5b34efd0bffcf23c3615098f9fccd6d1911666', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ba4d8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='results_indicatordefinition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatordefinition',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_indicatordefinitionevent" ("first_year", "id", "indicator_id", "last_year", "method_en", "method_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "title_en", "title_zh") SELECT old_values."first_year", old_values."id", old_values."indicator_id", old_values."last_year", old_values."method_en", old_values."method_zh", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."title_en", old_values."title_zh" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9d61793ad227db826e5e65c6636dcf1d2db17b95', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_470bc', referencing='REFERENCING OLD TABLE AS old_values ', table='results_indicatordefinition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatordefinitionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5506f5c69240ad92877a6bfaf4e3b0d183c77581', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_16c04', table='results_indicatordefinitionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestoneversion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_milestoneversionevent" ("adopted_date", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "value", "year") SELECT new_values."adopted_date", new_values."id", new_values."indicator_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."source", new_values."value", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='095de45cc408ef7209d8bb58bea905299f737be3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_283c2', referencing='REFERENCING NEW TABLE AS new_values ', table='results_milestoneversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestoneversion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_milestoneversionevent" ("adopted_date", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "value", "year") SELECT new_values."adopted_date", new_values."id", new_values."indicator_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."source", new_values."value", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='843150596a58492d80683a62bb2adf950b80a211', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9c474', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='results_milestoneversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestoneversion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_milestoneversionevent" ("adopted_date", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "value", "year") SELECT old_values."adopted_date", old_values."id", old_values."indicator_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."source", old_values."value", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='18a32cd6c626ea61d2349d223b70604f01e2eab7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_15cd6', referencing='REFERENCING OLD TABLE AS old_values ', table='results_milestoneversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestoneversionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='baaa1fa202a12040b8412e1b8554744055167eca', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a2432', table='results_milestoneversionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_outcomeevent" ("code", "framework_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title_en", "title_zh") SELECT new_values."code", new_values."framework_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."title_en", new_values."title_zh" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d48cdef829c0432de6837fd5bb2b656bdbfc3ae6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_263ed', referencing='REFERENCING NEW TABLE AS new_values ', table='results_outcome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_outcomeevent" ("code", "framework_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title_en", "title_zh") SELECT new_values."code", new_values."framework_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."title_en", new_values."title_zh" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='25c5299a7ba06c1066631e60a83c4326957aa1df', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6c67f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='results_outcome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_outcomeevent" ("code", "framework_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title_en", "title_zh") SELECT old_values."code", old_values."framework_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."title_en", old_values."title_zh" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='535050998b3ab45e1f03a8e4552bc30da2200010', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1b54f', referencing='REFERENCING OLD TABLE AS old_values ', table='results_outcome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcomeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4f204d0ecc4b873c8f7b1668458608643edd1418', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f96da', table='results_outcomeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='output',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_outputevent" ("code", "id", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title_en", "title_zh") SELECT new_values."code", new_values."id", new_values."outcome_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."title_en", new_values."title_zh" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1c4d108f1f3e6145e102e7e0467356a3320caa2b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_681bc', referencing='REFERENCING NEW TABLE AS new_values ', table='results_output', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='output',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_outputevent" ("code", "id", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title_en", "title_zh") SELECT new_values."code", new_values."id", new_values."outcome_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."title_en", new_values."title_zh" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='941099332eda51caa6d7436ee3610b8c78333f26', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_04e96', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='results_output', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='output',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_outputevent" ("code", "id", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title_en", "title_zh") SELECT old_values."code", old_values."id", old_values."outcome_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."title_en", old_values."title_zh" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='45cf8e9b9f183fa1faf2fa4b4e4ad6e8fcabb606', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8b843', referencing='REFERENCING OLD TABLE AS old_values ', table='results_output', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatorevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9eda8b55af8e49d4662e215711bcf188929b267f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cf518', table='results_indicatorevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_indicatorevent" ("baseline", "baseline_year", "code", "direction", "id", "kind", "order", "outcome_id", "output_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "source", "statistic", "unit") SELECT new_values."baseline", new_values."baseline_year", new_values."code", new_values."direction", new_values."id", new_values."kind", new_values."order", new_values."outcome_id", new_values."output_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."precision", new_values."source", new_values."statistic", new_values."unit" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d230d7d2ff22f47ec3cf0a926f9ca95ffd4f6f2a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_02f65', referencing='REFERENCING NEW TABLE AS new_values ', table='results_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_indicatorevent" ("baseline", "baseline_year", "code", "direction", "id", "kind", "order", "outcome_id", "output_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "source", "statistic", "unit") SELECT new_values."baseline", new_values."baseline_year", new_values."code", new_values."direction", new_values."id", new_values."kind", new_values."order", new_values."outcome_id", new_values."output_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."precision", new_values."source", new_values."statistic", new_values."unit" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='55cb799eb8a7a906c6aeae85893dd97428f1058f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_119db', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='results_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_indicatorevent" ("baseline", "baseline_year", "code", "direction", "id", "kind", "order", "outcome_id", "output_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "source", "statistic", "unit") SELECT old_values."baseline", old_values."baseline_year", old_values."code", old_values."direction", old_values."id", old_values."kind", old_values."order", old_values."outcome_id", old_values."output_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."precision", old_values."source", old_values."statistic", old_values."unit" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5071d9d49d8ba08cf68d18c0aa6ae0c7e3631349', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0746d', referencing='REFERENCING OLD TABLE AS old_values ', table='results_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outputevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='737dfd0ff7fedd478c15629ac272602a7267d464', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d8a66', table='results_outputevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='result',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_resultevent" ("approved_by_id", "entered_by_id", "evidence", "grey_reason", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value", "year") SELECT new_values."approved_by_id", new_values."entered_by_id", new_values."evidence", new_values."grey_reason", new_values."id", new_values."indicator_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."value", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c27c5705c33504bba2fd43e0618f5637b1174831', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_45295', referencing='REFERENCING NEW TABLE AS new_values ', table='results_result', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='result',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_resultevent" ("approved_by_id", "entered_by_id", "evidence", "grey_reason", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value", "year") SELECT new_values."approved_by_id", new_values."entered_by_id", new_values."evidence", new_values."grey_reason", new_values."id", new_values."indicator_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."value", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7413fabd1b1d296986254040b693308b9b4854c7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_75355', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='results_result', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='result',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_resultevent" ("approved_by_id", "entered_by_id", "evidence", "grey_reason", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value", "year") SELECT old_values."approved_by_id", old_values."entered_by_id", old_values."evidence", old_values."grey_reason", old_values."id", old_values."indicator_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."value", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8f45a5d10c2283512e5a74938545b412f816ea2a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e3838', referencing='REFERENCING OLD TABLE AS old_values ', table='results_result', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resultevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='55c42ec6e1ef43da8c0b691b7baae305921eb5cb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_40586', table='results_resultevent', when='BEFORE')),
        ),
    ]
