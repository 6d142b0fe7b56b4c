import calculation.scores
import datetime
import django.contrib.postgres.constraints
import django.core.serializers.json
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
                ('code', models.CharField(help_text='Such as 2018-2021. It stands in addresses.', max_length=20, unique=True, verbose_name='code')),
                ('title_en', models.CharField(max_length=300, verbose_name='title')),
                ('title_zh', models.CharField(blank=True, max_length=300, verbose_name='Chinese title')),
                ('first_year', models.PositiveSmallIntegerField(help_text='No two frameworks share a year.', verbose_name='first year')),
                ('last_year', models.PositiveSmallIntegerField(verbose_name='last year')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name': 'results framework',
                'verbose_name_plural': 'results frameworks',
                'ordering': ['-first_year'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_year__gte', models.F('first_year'))), name='framework_years_in_order', violation_error_message='The last year is before the first year.'), models.CheckConstraint(condition=models.Q(('first_year__gte', 1971), ('last_year__lte', 2100)), name='framework_years_in_1971_to_2100', violation_error_message='The years lie between 1971 and 2100.'), models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9A-Za-z][0-9A-Za-z._-]*$')), name='framework_code_plain', violation_error_message='A code consists of letters, digits, full stops, hyphens and underscores.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('first_year'), models.F('last_year'), models.Value('[]'), function='INT4RANGE'), '&&')], name='framework_one_a_year', violation_error_message='Another framework already covers some of these years.')],
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
                ('code', models.CharField(help_text='Such as 2018-2021. It stands in addresses.', max_length=20, verbose_name='code')),
                ('title_en', models.CharField(max_length=300, verbose_name='title')),
                ('title_zh', models.CharField(blank=True, max_length=300, verbose_name='Chinese title')),
                ('first_year', models.PositiveSmallIntegerField(help_text='No two frameworks share a year.', verbose_name='first year')),
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
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('entered_at', models.DateTimeField(blank=True, null=True, verbose_name='entered at')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('last_approved', models.JSONField(blank=True, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder, null=True, verbose_name='approved before')),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='results.outcome', verbose_name='outcome')),
                ('output', models.ForeignKey(blank=True, help_text='Empty: the indicator measures the outcome itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='results.output', verbose_name='output')),
                ('code', models.CharField(help_text='Once in a framework, such as 2.1.1a.', max_length=10, verbose_name='code')),
                ('kind', models.CharField(choices=[('annual', 'annual'), ('cumulative_sum', 'cumulative sum'), ('cumulative_distinct', 'cumulative, each counted once'), ('on_a_day', 'on a day')], max_length=20, verbose_name='kind')),
                ('direction', models.CharField(choices=[(calculation.scores.Direction['RISING'], 'more is better'), (calculation.scores.Direction['FALLING'], 'less is better')], default=calculation.scores.Direction['RISING'], max_length=10, verbose_name='direction')),
                ('unit', models.CharField(help_text='percent, persons, schemes, countries, partners, entities or volunteer-months. Another unit is shown as it is written, and its values are not checked.', max_length=40, verbose_name='unit')),
                ('precision', models.PositiveSmallIntegerField(default=0, help_text='At most 6.', verbose_name='decimal places shown')),
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
                'constraints': [models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('entered_by')), _negated=True), _connector='OR'), name='indicator_not_approved_by_who_entered', violation_error_message='Somebody else approves what you entered.'), models.UniqueConstraint(fields=('outcome', 'code'), name='indicator_code_once', violation_error_message='The outcome already has an indicator with this code.'), models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9A-Za-z][0-9A-Za-z._-]*$')), name='indicator_code_plain', violation_error_message='A code consists of letters, digits, full stops, hyphens and underscores.'), models.CheckConstraint(condition=models.Q(('direction__in', [calculation.scores.Direction['RISING'], calculation.scores.Direction['FALLING']]), ('kind__in', ['annual', 'cumulative_sum', 'cumulative_distinct', 'on_a_day'])), name='indicator_kind_and_direction_known', violation_error_message='Choose a kind and a direction from the lists.'), models.CheckConstraint(condition=models.Q(('precision__lte', 6)), name='indicator_precision_at_most_6', violation_error_message='At most 6 decimal places are kept, so no more can be shown.'), models.CheckConstraint(condition=models.Q(('baseline__isnull', True), ('baseline__lt', 1000000000000), _connector='OR'), name='indicator_baseline_is_a_number', violation_error_message='The baseline is not a number that can be shown.'), models.CheckConstraint(condition=models.Q(('baseline_year__isnull', True), ('baseline_year__range', (1971, 2100)), _connector='OR'), name='indicator_baseline_year_in_1971_to_2100', violation_error_message='The year of the baseline lies between 1971 and 2100.')],
            },
        ),
        migrations.CreateModel(
            name='IndicatorDefinition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('entered_at', models.DateTimeField(blank=True, null=True, verbose_name='entered at')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('last_approved', models.JSONField(blank=True, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder, null=True, verbose_name='approved before')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='definitions', to='results.indicator', verbose_name='indicator')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='from year')),
                ('last_year', models.PositiveSmallIntegerField(blank=True, help_text='Empty: until the framework ends.', null=True, verbose_name='to year')),
                ('title_en', models.TextField(verbose_name='title')),
                ('title_zh', models.TextField(blank=True, verbose_name='Chinese title')),
                ('method_en', models.TextField(help_text='How the result is found.', verbose_name='method')),
                ('method_zh', models.TextField(blank=True, verbose_name='Chinese method')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason of this version')),
            ],
            options={
                'verbose_name': 'definition of an indicator',
                'verbose_name_plural': 'definitions of indicators',
                'ordering': ['indicator', 'first_year'],
                'constraints': [models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('entered_by')), _negated=True), _connector='OR'), name='indicatordefinition_not_approved_by_who_entered', violation_error_message='Somebody else approves what you entered.'), models.CheckConstraint(condition=models.Q(('last_year__isnull', True), ('last_year__gte', models.F('first_year')), _connector='OR'), name='definition_years_in_order', violation_error_message='The last year is before the first year.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('indicator', '='), (models.Func(models.F('first_year'), models.F('last_year'), models.Value('[]'), function='INT4RANGE'), '&&')], name='definition_one_a_year', violation_error_message='The indicator already has a definition for some of these years.')],
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
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('entered_at', models.DateTimeField(blank=True, null=True, verbose_name='entered at')),
                ('approved_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('indicator', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='results.indicator', verbose_name='indicator')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='from year')),
                ('last_year', models.PositiveSmallIntegerField(blank=True, help_text='Empty: until the framework ends.', null=True, verbose_name='to year')),
                ('title_en', models.TextField(verbose_name='title')),
                ('title_zh', models.TextField(blank=True, verbose_name='Chinese title')),
                ('method_en', models.TextField(help_text='How the result is found.', verbose_name='method')),
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
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('entered_at', models.DateTimeField(blank=True, null=True, verbose_name='entered at')),
                ('approved_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('outcome', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='results.outcome', verbose_name='outcome')),
                ('output', models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='Empty: the indicator measures the outcome itself.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='results.output', verbose_name='output')),
                ('code', models.CharField(help_text='Once in a framework, such as 2.1.1a.', max_length=10, verbose_name='code')),
                ('kind', models.CharField(choices=[('annual', 'annual'), ('cumulative_sum', 'cumulative sum'), ('cumulative_distinct', 'cumulative, each counted once'), ('on_a_day', 'on a day')], max_length=20, verbose_name='kind')),
                ('direction', models.CharField(choices=[(calculation.scores.Direction['RISING'], 'more is better'), (calculation.scores.Direction['FALLING'], 'less is better')], default=calculation.scores.Direction['RISING'], max_length=10, verbose_name='direction')),
                ('unit', models.CharField(help_text='percent, persons, schemes, countries, partners, entities or volunteer-months. Another unit is shown as it is written, and its values are not checked.', max_length=40, verbose_name='unit')),
                ('precision', models.PositiveSmallIntegerField(default=0, help_text='At most 6.', verbose_name='decimal places shown')),
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
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('entered_at', models.DateTimeField(blank=True, null=True, verbose_name='entered at')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('last_approved', models.JSONField(blank=True, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder, null=True, verbose_name='approved before')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestone_versions', to='results.indicator', verbose_name='indicator')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('value', models.DecimalField(decimal_places=6, max_digits=18, verbose_name='milestone')),
                ('adopted_date', models.DateField(help_text='Once approved, the version counts from this day.', verbose_name='adopted on')),
                ('reason', models.CharField(help_text='Why this version was adopted.', max_length=300, verbose_name='reason')),
                ('source', models.CharField(help_text='Where it can be read.', max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name': 'milestone version',
                'verbose_name_plural': 'milestone versions',
                'ordering': ['indicator', 'year', 'adopted_date'],
                'get_latest_by': 'adopted_date',
                'constraints': [models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('entered_by')), _negated=True), _connector='OR'), name='milestoneversion_not_approved_by_who_entered', violation_error_message='Somebody else approves what you entered.'), models.UniqueConstraint(fields=('indicator', 'year', 'adopted_date'), name='milestone_one_version_a_day', violation_error_message='A version of this milestone was already adopted on this day.'), models.CheckConstraint(condition=models.Q(('year__range', (1971, 2100))), name='milestone_year_in_1971_to_2100', violation_error_message='The year lies between 1971 and 2100.'), models.CheckConstraint(condition=models.Q(('value__gte', 0), ('value__lt', 1000000000000)), name='milestone_not_below_zero', violation_error_message='A milestone is not below zero.'), models.CheckConstraint(condition=models.Q(('adopted_date__range', (datetime.date(1971, 1, 1), datetime.date(2100, 12, 31)))), name='milestone_adopted_in_1971_to_2100', violation_error_message='The day of adoption lies between 1971 and 2100.')],
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
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('entered_at', models.DateTimeField(blank=True, null=True, verbose_name='entered at')),
                ('approved_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('indicator', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='results.indicator', verbose_name='indicator')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('value', models.DecimalField(decimal_places=6, max_digits=18, verbose_name='milestone')),
                ('adopted_date', models.DateField(help_text='Once approved, the version counts from this day.', verbose_name='adopted on')),
                ('reason', models.CharField(help_text='Why this version was adopted.', max_length=300, verbose_name='reason')),
                ('source', models.CharField(help_text='Where it can be read.', max_length=300, verbose_name='source')),
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
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('entered_at', models.DateTimeField(blank=True, null=True, verbose_name='entered at')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('last_approved', models.JSONField(blank=True, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder, null=True, verbose_name='approved before')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='results.indicator', verbose_name='indicator')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('value', models.DecimalField(blank=True, decimal_places=6, help_text='Empty: there is none.', max_digits=18, null=True, verbose_name='result')),
                ('grey_reason', models.CharField(blank=True, choices=[(calculation.scores.GreyReason['NOT_COLLECTED'], 'not collected'), (calculation.scores.GreyReason['NOT_DUE'], 'not due'), (calculation.scores.GreyReason['WITHHELD'], 'withheld')], help_text='Only without a value.', max_length=20, verbose_name='why there is none')),
                ('evidence', models.TextField(help_text='What the value rests on, and where that can be read.', verbose_name='evidence')),
            ],
            options={
                'verbose_name': 'entered result',
                'verbose_name_plural': 'entered results',
                'ordering': ['indicator', 'year'],
                'constraints': [models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('entered_by')), _negated=True), _connector='OR'), name='result_not_approved_by_who_entered', violation_error_message='Somebody else approves what you entered.'), models.UniqueConstraint(fields=('indicator', 'year'), name='result_once_a_year', violation_error_message='The indicator already has a result for this year.'), models.CheckConstraint(condition=models.Q(models.Q(('value__isnull', True), models.Q(('grey_reason', ''), _negated=True)), models.Q(('value__isnull', False), ('grey_reason', '')), _connector='OR'), name='result_value_or_reason', violation_error_message='Give either a value, or the reason why there is none.'), models.CheckConstraint(condition=models.Q(('grey_reason__in', ['', 'not_collected', 'not_due', 'withheld'])), name='result_reason_known', violation_error_message='Choose a reason from the list.'), models.CheckConstraint(condition=models.Q(('value__isnull', True), ('value__lt', 1000000000000), _connector='OR'), name='result_value_is_a_number', violation_error_message='The result is not a number that can be shown.'), models.CheckConstraint(condition=models.Q(('year__range', (1971, 2100))), name='result_year_in_1971_to_2100', violation_error_message='The year lies between 1971 and 2100.')],
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
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('entered_at', models.DateTimeField(blank=True, null=True, verbose_name='entered at')),
                ('approved_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('indicator', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='results.indicator', verbose_name='indicator')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('value', models.DecimalField(blank=True, decimal_places=6, help_text='Empty: there is none.', max_digits=18, null=True, verbose_name='result')),
                ('grey_reason', models.CharField(blank=True, choices=[(calculation.scores.GreyReason['NOT_COLLECTED'], 'not collected'), (calculation.scores.GreyReason['NOT_DUE'], 'not due'), (calculation.scores.GreyReason['WITHHELD'], 'withheld')], help_text='Only without a value.', max_length=20, verbose_name='why there is none')),
                ('evidence', models.TextField(help_text='What the value rests on, and where that can be read.', verbose_name='evidence')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='framework',
            trigger=pgtrigger.compiler.Trigger(name='framework_holds_its_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM results_framework f JOIN results_outcome o ON o.framework_id = f.id\n            JOIN results_indicator i ON i.outcome_id = o.id JOIN (\n    SELECT indicator_id, year AS first, year AS last FROM results_result\n    UNION ALL SELECT indicator_id, year, year FROM results_milestoneversion\n    UNION ALL SELECT indicator_id, first_year, COALESCE(last_year, first_year) FROM results_indicatordefinition\n) r ON r.indicator_id = i.id\n            WHERE f.id IN (SELECT id FROM new_values) AND (r.first < f.first_year OR r.last > f.last_year)) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'framework_holds_its_rows', MESSAGE = 'Results, milestones or definitions lie outside these years.';\n        END IF;\n     RETURN NULL;", hash='bd177f1e1a394a2756e6e0c59dd74dac193c0350', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_framework_holds_its_rows_299b5', referencing='REFERENCING NEW TABLE AS new_values ', table='results_framework', when='AFTER')),
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
            trigger=pgtrigger.compiler.Trigger(name='definition_year_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values n JOIN results_indicator i ON i.id = n.indicator_id\n            JOIN results_outcome o ON o.id = i.outcome_id JOIN results_framework f ON f.id = o.framework_id\n            WHERE n.first_year < f.first_year OR COALESCE(n.last_year, n.first_year) > f.last_year) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'definition_year_in_framework', MESSAGE = 'The framework does not cover this year.';\n        END IF;\n     RETURN NULL;", hash='4bdab321682d6b6a780e08a90c9ad063f2a42d21', level='STATEMENT', operation='INSERT', pgid='pgtrigger_definition_year_on_insert_95151', referencing='REFERENCING NEW TABLE AS new_values ', table='results_indicatordefinition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatordefinition',
            trigger=pgtrigger.compiler.Trigger(name='definition_year_on_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values n JOIN results_indicator i ON i.id = n.indicator_id\n            JOIN results_outcome o ON o.id = i.outcome_id JOIN results_framework f ON f.id = o.framework_id\n            WHERE n.first_year < f.first_year OR COALESCE(n.last_year, n.first_year) > f.last_year) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'definition_year_in_framework', MESSAGE = 'The framework does not cover this year.';\n        END IF;\n     RETURN NULL;", hash='94bbc4e34ba54131ab0fa680131abc4549d8419f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_definition_year_on_update_33d22', referencing='REFERENCING NEW TABLE AS new_values ', table='results_indicatordefinition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatordefinition',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_indicatordefinitionevent" ("approved_at", "approved_by_id", "entered_at", "entered_by_id", "first_year", "id", "indicator_id", "last_year", "method_en", "method_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "title_en", "title_zh") SELECT new_values."approved_at", new_values."approved_by_id", new_values."entered_at", new_values."entered_by_id", new_values."first_year", new_values."id", new_values."indicator_id", new_values."last_year", new_values."method_en", new_values."method_zh", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."title_en", new_values."title_zh" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='14a2c2bb9af6143ff1b3b247c5b27639f5bdb28d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_00242', referencing='REFERENCING NEW TABLE AS new_values ', table='results_indicatordefinition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatordefinition',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_indicatordefinitionevent" ("approved_at", "approved_by_id", "entered_at", "entered_by_id", "first_year", "id", "indicator_id", "last_year", "method_en", "method_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "title_en", "title_zh") SELECT new_values."approved_at", new_values."approved_by_id", new_values."entered_at", new_values."entered_by_id", new_values."first_year", new_values."id", new_values."indicator_id", new_values."last_year", new_values."method_en", new_values."method_zh", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."title_en", new_values."title_zh" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."approved_at" IS DISTINCT FROM (new_values."approved_at") OR old_values."approved_by_id" IS DISTINCT FROM (new_values."approved_by_id") OR old_values."entered_at" IS DISTINCT FROM (new_values."entered_at") OR old_values."entered_by_id" IS DISTINCT FROM (new_values."entered_by_id") OR old_values."first_year" IS DISTINCT FROM (new_values."first_year") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."indicator_id" IS DISTINCT FROM (new_values."indicator_id") OR old_values."last_year" IS DISTINCT FROM (new_values."last_year") OR old_values."method_en" IS DISTINCT FROM (new_values."method_en") OR old_values."method_zh" IS DISTINCT FROM (new_values."method_zh") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."title_en" IS DISTINCT FROM (new_values."title_en") OR old_values."title_zh" IS DISTINCT FROM (new_values."title_zh")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='169dbc8aa9dacf58b268037a9d10f436f9ee1b18', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ba4d8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='results_indicatordefinition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatordefinition',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_indicatordefinitionevent" ("approved_at", "approved_by_id", "entered_at", "entered_by_id", "first_year", "id", "indicator_id", "last_year", "method_en", "method_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "title_en", "title_zh") SELECT old_values."approved_at", old_values."approved_by_id", old_values."entered_at", old_values."entered_by_id", old_values."first_year", old_values."id", old_values."indicator_id", old_values."last_year", old_values."method_en", old_values."method_zh", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."title_en", old_values."title_zh" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='bbbd8193f158c58cb497c85df28a099be352c653', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_470bc', referencing='REFERENCING OLD TABLE AS old_values ', table='results_indicatordefinition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatordefinitionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5506f5c69240ad92877a6bfaf4e3b0d183c77581', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_16c04', table='results_indicatordefinitionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestoneversion',
            trigger=pgtrigger.compiler.Trigger(name='milestone_year_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values n JOIN results_indicator i ON i.id = n.indicator_id\n            JOIN results_outcome o ON o.id = i.outcome_id JOIN results_framework f ON f.id = o.framework_id\n            WHERE n.year < f.first_year OR COALESCE(n.year, n.year) > f.last_year) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'milestone_year_in_framework', MESSAGE = 'The framework does not cover this year.';\n        END IF;\n     RETURN NULL;", hash='895c7e8d1c88ed4a18eba1f457059e2024426bdc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_milestone_year_on_insert_ed809', referencing='REFERENCING NEW TABLE AS new_values ', table='results_milestoneversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestoneversion',
            trigger=pgtrigger.compiler.Trigger(name='milestone_year_on_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values n JOIN results_indicator i ON i.id = n.indicator_id\n            JOIN results_outcome o ON o.id = i.outcome_id JOIN results_framework f ON f.id = o.framework_id\n            WHERE n.year < f.first_year OR COALESCE(n.year, n.year) > f.last_year) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'milestone_year_in_framework', MESSAGE = 'The framework does not cover this year.';\n        END IF;\n     RETURN NULL;", hash='6685b99fe87ad40db4301d2813cea0a69db7c446', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_milestone_year_on_update_ddfa4', referencing='REFERENCING NEW TABLE AS new_values ', table='results_milestoneversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestoneversion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_milestoneversionevent" ("adopted_date", "approved_at", "approved_by_id", "entered_at", "entered_by_id", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "value", "year") SELECT new_values."adopted_date", new_values."approved_at", new_values."approved_by_id", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."indicator_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."source", new_values."value", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9e79531c2693f46cc510601064937757b5e7c094', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_283c2', referencing='REFERENCING NEW TABLE AS new_values ', table='results_milestoneversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestoneversion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_milestoneversionevent" ("adopted_date", "approved_at", "approved_by_id", "entered_at", "entered_by_id", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "value", "year") SELECT new_values."adopted_date", new_values."approved_at", new_values."approved_by_id", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."indicator_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."source", new_values."value", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."adopted_date" IS DISTINCT FROM (new_values."adopted_date") OR old_values."approved_at" IS DISTINCT FROM (new_values."approved_at") OR old_values."approved_by_id" IS DISTINCT FROM (new_values."approved_by_id") OR old_values."entered_at" IS DISTINCT FROM (new_values."entered_at") OR old_values."entered_by_id" IS DISTINCT FROM (new_values."entered_by_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."indicator_id" IS DISTINCT FROM (new_values."indicator_id") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."source" IS DISTINCT FROM (new_values."source") OR old_values."value" IS DISTINCT FROM (new_values."value") OR old_values."year" IS DISTINCT FROM (new_values."year")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0bbc772b55ca7fed4e0e248582bb2c7f752fc34e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9c474', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='results_milestoneversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestoneversion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_milestoneversionevent" ("adopted_date", "approved_at", "approved_by_id", "entered_at", "entered_by_id", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "value", "year") SELECT old_values."adopted_date", old_values."approved_at", old_values."approved_by_id", old_values."entered_at", old_values."entered_by_id", old_values."id", old_values."indicator_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."source", old_values."value", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='11b452018aa13fc24670b7e9a73cf575b697dff2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_15cd6', referencing='REFERENCING OLD TABLE AS old_values ', table='results_milestoneversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestoneversionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='baaa1fa202a12040b8412e1b8554744055167eca', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a2432', table='results_milestoneversionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='outcome_stays_in_framework', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."framework_id" IS DISTINCT FROM (NEW."framework_id"))', func="\n        IF EXISTS (SELECT 1) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'outcome_stays_in_framework', MESSAGE = 'An outcome stays in its framework.';\n        END IF;\n     RETURN NEW;", hash='ecf8792acd01325ce09671bac3b5db94409a1db4', operation='UPDATE', pgid='pgtrigger_outcome_stays_in_framework_02b3a', table='results_outcome', when='BEFORE')),
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
            trigger=pgtrigger.compiler.Trigger(name='output_code_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM 1 FROM results_framework f WHERE f.id IN (\n        SELECT o.framework_id FROM results_outcome o JOIN new_values n ON n.outcome_id = o.id\n    ) ORDER BY f.id FOR NO KEY UPDATE;\n\n        IF EXISTS (SELECT 1 FROM new_values n JOIN results_outcome o ON o.id = n.outcome_id\n            JOIN results_outcome other ON other.framework_id = o.framework_id\n            JOIN results_output twin ON twin.outcome_id = other.id AND twin.code = n.code AND twin.id <> n.id) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'output_code_once_in_framework', MESSAGE = 'The framework already has an output with this code.';\n        END IF;\n     RETURN NULL;", hash='65c22a7b1c40666aa21d6c8fffe5ec3a47d9d5b8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_output_code_on_insert_9af34', referencing='REFERENCING NEW TABLE AS new_values ', table='results_output', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='output',
            trigger=pgtrigger.compiler.Trigger(name='output_code_on_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM 1 FROM results_framework f WHERE f.id IN (\n        SELECT o.framework_id FROM results_outcome o JOIN new_values n ON n.outcome_id = o.id\n    ) ORDER BY f.id FOR NO KEY UPDATE;\n\n        IF EXISTS (SELECT 1 FROM new_values n JOIN results_outcome o ON o.id = n.outcome_id\n            JOIN results_outcome other ON other.framework_id = o.framework_id\n            JOIN results_output twin ON twin.outcome_id = other.id AND twin.code = n.code AND twin.id <> n.id) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'output_code_once_in_framework', MESSAGE = 'The framework already has an output with this code.';\n        END IF;\n     RETURN NULL;", hash='4125ac57e3a5a5a21f2bab996ca0ebacc5b42951', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_output_code_on_update_ba2aa', referencing='REFERENCING NEW TABLE AS new_values ', table='results_output', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='output',
            trigger=pgtrigger.compiler.Trigger(name='output_stays_in_outcome', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."outcome_id" IS DISTINCT FROM (NEW."outcome_id"))', func="\n        IF EXISTS (SELECT 1) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'output_stays_in_outcome', MESSAGE = 'An output stays in its outcome.';\n        END IF;\n     RETURN NEW;", hash='6a7899280772db5815c5bc45ab4732531bf56586', operation='UPDATE', pgid='pgtrigger_output_stays_in_outcome_e67b6', table='results_output', when='BEFORE')),
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
            trigger=pgtrigger.compiler.Trigger(name='indicator_place_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM 1 FROM results_framework f WHERE f.id IN (\n        SELECT o.framework_id FROM results_outcome o JOIN new_values n ON n.outcome_id = o.id\n    ) ORDER BY f.id FOR NO KEY UPDATE;\n\n        IF EXISTS (SELECT 1 FROM new_values n JOIN results_outcome o ON o.id = n.outcome_id\n            JOIN results_outcome other ON other.framework_id = o.framework_id\n            JOIN results_indicator twin ON twin.outcome_id = other.id AND twin.code = n.code AND twin.id <> n.id) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_code_once_in_framework', MESSAGE = 'The framework already has an indicator with this code.';\n        END IF;\n    \n        IF EXISTS (SELECT 1 FROM new_values n JOIN results_output p ON p.id = n.output_id\n           WHERE p.outcome_id <> n.outcome_id) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_output_of_outcome', MESSAGE = 'This output belongs to another outcome.';\n        END IF;\n     RETURN NULL;", hash='fa8bbe7a19d1c31af1c07b76e818d194e3bf4f92', level='STATEMENT', operation='INSERT', pgid='pgtrigger_indicator_place_on_insert_f2810', referencing='REFERENCING NEW TABLE AS new_values ', table='results_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='indicator_place_on_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM 1 FROM results_framework f WHERE f.id IN (\n        SELECT o.framework_id FROM results_outcome o JOIN new_values n ON n.outcome_id = o.id\n    ) ORDER BY f.id FOR NO KEY UPDATE;\n\n        IF EXISTS (SELECT 1 FROM new_values n JOIN results_outcome o ON o.id = n.outcome_id\n            JOIN results_outcome other ON other.framework_id = o.framework_id\n            JOIN results_indicator twin ON twin.outcome_id = other.id AND twin.code = n.code AND twin.id <> n.id) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_code_once_in_framework', MESSAGE = 'The framework already has an indicator with this code.';\n        END IF;\n    \n        IF EXISTS (SELECT 1 FROM new_values n JOIN results_output p ON p.id = n.output_id\n           WHERE p.outcome_id <> n.outcome_id) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_output_of_outcome', MESSAGE = 'This output belongs to another outcome.';\n        END IF;\n     RETURN NULL;", hash='b19d61f2d0e10c7c1acce560996e558cbef9556e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_indicator_place_on_update_ed797', referencing='REFERENCING NEW TABLE AS new_values ', table='results_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='indicator_holds_its_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM results_framework f JOIN results_outcome o ON o.framework_id = f.id\n            JOIN results_indicator i ON i.outcome_id = o.id JOIN (\n    SELECT indicator_id, year AS first, year AS last FROM results_result\n    UNION ALL SELECT indicator_id, year, year FROM results_milestoneversion\n    UNION ALL SELECT indicator_id, first_year, COALESCE(last_year, first_year) FROM results_indicatordefinition\n) r ON r.indicator_id = i.id\n            WHERE i.id IN (SELECT id FROM new_values) AND (r.first < f.first_year OR r.last > f.last_year)) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'framework_holds_its_rows', MESSAGE = 'Results, milestones or definitions lie outside these years.';\n        END IF;\n     RETURN NULL;", hash='afac8f79cd2a1e917de7aa7be386a218a11577d8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_indicator_holds_its_rows_ee0f3', referencing='REFERENCING NEW TABLE AS new_values ', table='results_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_indicatorevent" ("approved_at", "approved_by_id", "baseline", "baseline_year", "code", "direction", "entered_at", "entered_by_id", "id", "kind", "order", "outcome_id", "output_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "source", "statistic", "unit") SELECT new_values."approved_at", new_values."approved_by_id", new_values."baseline", new_values."baseline_year", new_values."code", new_values."direction", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."kind", new_values."order", new_values."outcome_id", new_values."output_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."precision", new_values."source", new_values."statistic", new_values."unit" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='97e0c64d3104b8365a0b32a7f46ebd236fe92c08', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_02f65', referencing='REFERENCING NEW TABLE AS new_values ', table='results_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_indicatorevent" ("approved_at", "approved_by_id", "baseline", "baseline_year", "code", "direction", "entered_at", "entered_by_id", "id", "kind", "order", "outcome_id", "output_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "source", "statistic", "unit") SELECT new_values."approved_at", new_values."approved_by_id", new_values."baseline", new_values."baseline_year", new_values."code", new_values."direction", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."kind", new_values."order", new_values."outcome_id", new_values."output_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."precision", new_values."source", new_values."statistic", new_values."unit" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."approved_at" IS DISTINCT FROM (new_values."approved_at") OR old_values."approved_by_id" IS DISTINCT FROM (new_values."approved_by_id") OR old_values."baseline" IS DISTINCT FROM (new_values."baseline") OR old_values."baseline_year" IS DISTINCT FROM (new_values."baseline_year") OR old_values."code" IS DISTINCT FROM (new_values."code") OR old_values."direction" IS DISTINCT FROM (new_values."direction") OR old_values."entered_at" IS DISTINCT FROM (new_values."entered_at") OR old_values."entered_by_id" IS DISTINCT FROM (new_values."entered_by_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."order" IS DISTINCT FROM (new_values."order") OR old_values."outcome_id" IS DISTINCT FROM (new_values."outcome_id") OR old_values."output_id" IS DISTINCT FROM (new_values."output_id") OR old_values."precision" IS DISTINCT FROM (new_values."precision") OR old_values."source" IS DISTINCT FROM (new_values."source") OR old_values."statistic" IS DISTINCT FROM (new_values."statistic") OR old_values."unit" IS DISTINCT FROM (new_values."unit")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='916ffa6bd5b5868e7a0ceb8be346e0966784560b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_119db', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='results_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_indicatorevent" ("approved_at", "approved_by_id", "baseline", "baseline_year", "code", "direction", "entered_at", "entered_by_id", "id", "kind", "order", "outcome_id", "output_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "source", "statistic", "unit") SELECT old_values."approved_at", old_values."approved_by_id", old_values."baseline", old_values."baseline_year", old_values."code", old_values."direction", old_values."entered_at", old_values."entered_by_id", old_values."id", old_values."kind", old_values."order", old_values."outcome_id", old_values."output_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."precision", old_values."source", old_values."statistic", old_values."unit" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e53eaef2898f201d0054c95cef0c87fabed74673', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0746d', referencing='REFERENCING OLD TABLE AS old_values ', table='results_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outputevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='737dfd0ff7fedd478c15629ac272602a7267d464', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d8a66', table='results_outputevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='result',
            trigger=pgtrigger.compiler.Trigger(name='result_year_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values n JOIN results_indicator i ON i.id = n.indicator_id\n            JOIN results_outcome o ON o.id = i.outcome_id JOIN results_framework f ON f.id = o.framework_id\n            WHERE n.year < f.first_year OR COALESCE(n.year, n.year) > f.last_year) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'result_year_in_framework', MESSAGE = 'The framework does not cover this year.';\n        END IF;\n     RETURN NULL;", hash='bef7290df8ab6b88fb198f9aa0c0e2c3e3a0ef92', level='STATEMENT', operation='INSERT', pgid='pgtrigger_result_year_on_insert_cbdb6', referencing='REFERENCING NEW TABLE AS new_values ', table='results_result', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='result',
            trigger=pgtrigger.compiler.Trigger(name='result_year_on_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM new_values n JOIN results_indicator i ON i.id = n.indicator_id\n            JOIN results_outcome o ON o.id = i.outcome_id JOIN results_framework f ON f.id = o.framework_id\n            WHERE n.year < f.first_year OR COALESCE(n.year, n.year) > f.last_year) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'result_year_in_framework', MESSAGE = 'The framework does not cover this year.';\n        END IF;\n     RETURN NULL;", hash='4f1220af92ed066702e3c3f0dc95b1dc6e6f427a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_result_year_on_update_b9632', referencing='REFERENCING NEW TABLE AS new_values ', table='results_result', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='result',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_resultevent" ("approved_at", "approved_by_id", "entered_at", "entered_by_id", "evidence", "grey_reason", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value", "year") SELECT new_values."approved_at", new_values."approved_by_id", new_values."entered_at", new_values."entered_by_id", new_values."evidence", new_values."grey_reason", new_values."id", new_values."indicator_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."value", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7a505ca2019f026f531628d6ebcc3ad4816c1f7b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_45295', referencing='REFERENCING NEW TABLE AS new_values ', table='results_result', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='result',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_resultevent" ("approved_at", "approved_by_id", "entered_at", "entered_by_id", "evidence", "grey_reason", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value", "year") SELECT new_values."approved_at", new_values."approved_by_id", new_values."entered_at", new_values."entered_by_id", new_values."evidence", new_values."grey_reason", new_values."id", new_values."indicator_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."value", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."approved_at" IS DISTINCT FROM (new_values."approved_at") OR old_values."approved_by_id" IS DISTINCT FROM (new_values."approved_by_id") OR old_values."entered_at" IS DISTINCT FROM (new_values."entered_at") OR old_values."entered_by_id" IS DISTINCT FROM (new_values."entered_by_id") OR old_values."evidence" IS DISTINCT FROM (new_values."evidence") OR old_values."grey_reason" IS DISTINCT FROM (new_values."grey_reason") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."indicator_id" IS DISTINCT FROM (new_values."indicator_id") OR old_values."value" IS DISTINCT FROM (new_values."value") OR old_values."year" IS DISTINCT FROM (new_values."year")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fb06f10d656c1a7d1934024f4673b9de73e301cb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_75355', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='results_result', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='result',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "results_resultevent" ("approved_at", "approved_by_id", "entered_at", "entered_by_id", "evidence", "grey_reason", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value", "year") SELECT old_values."approved_at", old_values."approved_by_id", old_values."entered_at", old_values."entered_by_id", old_values."evidence", old_values."grey_reason", old_values."id", old_values."indicator_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."value", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2a6b4fd063eb9bca0ddd0bd65a91e80c8f8f6bab', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e3838', referencing='REFERENCING OLD TABLE AS old_values ', table='results_result', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resultevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='55c42ec6e1ef43da8c0b691b7baae305921eb5cb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_40586', table='results_resultevent', when='BEFORE')),
        ),
    ]
