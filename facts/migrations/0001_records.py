import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=7, verbose_name='period')),
                ('modality', models.CharField(max_length=10, verbose_name='modality')),
                ('dimension', models.CharField(max_length=20, verbose_name='dimension')),
                ('key', models.CharField(max_length=40, verbose_name='key')),
                ('host_entity_code', models.CharField(blank=True, max_length=30, verbose_name='host entity')),
                ('volunteers', models.IntegerField(verbose_name='volunteers')),
                ('volunteer_days', models.BigIntegerField(verbose_name='volunteer-days')),
                ('volunteer_month_units', models.BigIntegerField(help_text='Whole 1/377,580ths of a month.', verbose_name='volunteer-months in units')),
                ('assignments', models.IntegerField(help_text='With a day of service in the period; of calendar years only.', null=True, verbose_name='assignments')),
                ('known_ages', models.IntegerField(help_text='Of calendar years only.', null=True, verbose_name='volunteers of known age')),
                ('birth_years', models.BigIntegerField(help_text='On 31 December everybody has completed as many years as lie between the year and that of birth.', null=True, verbose_name='sum of their years of birth')),
                ('stayed', models.IntegerField(help_text='Of an unfinished year, in the same months of the year before. Empty where people are protected.', null=True, verbose_name='stayed from the year before')),
            ],
            options={
                'verbose_name': 'fact',
                'verbose_name_plural': 'facts',
                'indexes': [models.Index(condition=models.Q(('dimension', 'total')), fields=['host_entity_code', 'modality', 'period'], name='fact_totals_over_time')],
                'constraints': [models.UniqueConstraint(fields=('host_entity_code', 'period', 'modality', 'dimension', 'key'), name='fact_once'), models.CheckConstraint(condition=models.Q(('volunteer_days__gte', 1), ('volunteer_month_units__gte', 1), ('volunteers__gte', 1)), name='fact_of_at_least_one_volunteer')],
            },
        ),
        migrations.CreateModel(
            name='Forecast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=7, verbose_name='month')),
                ('modality', models.CharField(max_length=10, verbose_name='modality')),
                ('host_entity_code', models.CharField(blank=True, max_length=30, verbose_name='host entity')),
                ('volunteers', models.IntegerField(verbose_name='expected volunteers')),
                ('volunteer_days', models.BigIntegerField(verbose_name='expected volunteer-days')),
                ('volunteer_month_units', models.BigIntegerField(help_text='Whole 1/377,580ths of a month.', verbose_name='expected volunteer-months in units')),
            ],
            options={
                'verbose_name': 'forecast',
                'verbose_name_plural': 'forecasts',
                'ordering': ['host_entity_code', 'modality', 'period'],
                'constraints': [models.UniqueConstraint(fields=('host_entity_code', 'modality', 'period'), name='forecast_once'), models.CheckConstraint(condition=models.Q(('volunteer_days__gte', 1), ('volunteer_month_units__gte', 1), ('volunteers__gte', 1)), name='forecast_of_at_least_one_volunteer')],
            },
        ),
        migrations.CreateModel(
            name='HiddenCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('modality', models.CharField(max_length=10, verbose_name='modality')),
                ('dimension', models.CharField(max_length=20, verbose_name='dimension')),
                ('key', models.CharField(max_length=40, verbose_name='key')),
                ('other_dimension', models.CharField(blank=True, max_length=20, verbose_name='other dimension')),
                ('other_key', models.CharField(blank=True, max_length=40, verbose_name='other key')),
            ],
            options={
                'verbose_name': 'hidden cell',
                'verbose_name_plural': 'hidden cells',
                'constraints': [models.UniqueConstraint(fields=('year', 'modality', 'dimension', 'other_dimension', 'key', 'other_key'), name='hiddencell_once')],
            },
        ),
        migrations.CreateModel(
            name='PairFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=7, verbose_name='period')),
                ('modality', models.CharField(max_length=10, verbose_name='modality')),
                ('dimension', models.CharField(max_length=20, verbose_name='dimension')),
                ('key', models.CharField(blank=True, max_length=40, verbose_name='key')),
                ('other_dimension', models.CharField(max_length=20, verbose_name='other dimension')),
                ('other_key', models.CharField(blank=True, max_length=40, verbose_name='other key')),
                ('volunteers', models.IntegerField(verbose_name='volunteers')),
                ('volunteer_days', models.BigIntegerField(verbose_name='volunteer-days')),
                ('volunteer_month_units', models.BigIntegerField(help_text='Whole 1/377,580ths of a month.', verbose_name='volunteer-months in units')),
                ('assignments', models.IntegerField(verbose_name='assignments')),
                ('known_ages', models.IntegerField(verbose_name='volunteers of known age')),
                ('birth_years', models.BigIntegerField(verbose_name='sum of their years of birth')),
                ('stayed', models.IntegerField(null=True, verbose_name='stayed from the year before')),
            ],
            options={
                'verbose_name': 'fact of two dimensions',
                'verbose_name_plural': 'facts of two dimensions',
                'constraints': [models.UniqueConstraint(fields=('period', 'modality', 'dimension', 'other_dimension', 'key', 'other_key'), name='pairfact_once'), models.CheckConstraint(condition=models.Q(('volunteer_days__gte', 1), ('volunteer_month_units__gte', 1), ('volunteers__gte', 1)), name='pairfact_of_at_least_one_volunteer')],
            },
        ),
        migrations.CreateModel(
            name='ProtectedYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('modality', models.CharField(max_length=10, verbose_name='modality')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='fingerprint of the counts')),
                ('is_stale', models.BooleanField(default=False, help_text='Until the hidden cells are worked out anew, visitors see no two dimensions of this year crossed.', verbose_name='counts changed since')),
            ],
            options={
                'verbose_name': 'protected year',
                'verbose_name_plural': 'protected years',
                'constraints': [models.UniqueConstraint(fields=('year', 'modality'), name='protectedyear_once')],
            },
        ),
        migrations.CreateModel(
            name='FactState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('only', models.BooleanField(default=True, editable=False, unique=True)),
                ('cutoff', models.DateField(help_text='Last day of the last month that is aggregated.', verbose_name='cut-off')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.jobrun', verbose_name='run')),
                ('aggregated_at', models.DateTimeField(verbose_name='aggregated at')),
                ('fact_count', models.PositiveIntegerField(default=0, verbose_name='facts')),
                ('reconciled_at', models.DateTimeField(blank=True, null=True, verbose_name='reconciled at')),
                ('reconciliation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.jobrun', verbose_name='last reconciliation')),
                ('bookmark', models.JSONField(blank=True, help_text='Which changes of the records the facts hold. Empty: the next run rebuilds all facts.', null=True, verbose_name='place in the history')),
            ],
            options={
                'verbose_name': 'state of the facts',
                'verbose_name_plural': 'state of the facts',
                'permissions': [('run_aggregation', 'Can start an aggregation')],
                'constraints': [models.CheckConstraint(condition=models.Q(('only', True)), name='factstate_only_one')],
            },
        ),
        migrations.CreateModel(
            name='Shard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shards', to='accounts.jobrun')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('low', models.BigIntegerField(null=True, verbose_name='from volunteer')),
                ('high', models.BigIntegerField(null=True, verbose_name='before volunteer')),
                ('snapshot', models.CharField(max_length=40, verbose_name='snapshot of the records')),
                ('cutoff', models.DateField(verbose_name='cut-off')),
                ('assignments', models.PositiveIntegerField(default=0, verbose_name='assignments')),
                ('seconds', models.FloatField(null=True, verbose_name='seconds')),
                ('result', models.BinaryField(null=True, verbose_name='facts')),
            ],
            options={
                'verbose_name': 'shard',
                'verbose_name_plural': 'shards',
                'ordering': ['run', 'number'],
                'constraints': [models.UniqueConstraint(fields=('run', 'number'), name='shard_once')],
            },
        ),
    ]
