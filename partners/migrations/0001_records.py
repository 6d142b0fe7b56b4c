import django.contrib.postgres.constraints
import django.db.models.deletion
import partners.models.validity
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
            name='HostEntity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('kind', models.CharField(choices=[('fund_or_programme', 'Fund or programme'), ('specialized_agency', 'Specialized agency'), ('related_organization', 'Related organization'), ('secretariat', 'Secretariat'), ('research_or_training', 'Research or training'), ('resident_coordinator', 'Resident coordinator offices'), ('peacekeeping_mission', 'Peacekeeping mission'), ('special_political_mission', 'Special political mission'), ('other', 'Other')], max_length=30, verbose_name='kind')),
                ('is_demo', models.BooleanField(default=False, verbose_name='placeholder for the demo')),
            ],
            options={
                'verbose_name': 'host entity',
                'verbose_name_plural': 'host entities',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Z0-9_]+$')), name='partners_hostentity_code_form', violation_error_message='A code has only capital letters A-Z, digits and underscores.')],
            },
        ),
        migrations.CreateModel(
            name='HostEntityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.hostentity')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=30, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('kind', models.CharField(choices=[('fund_or_programme', 'Fund or programme'), ('specialized_agency', 'Specialized agency'), ('related_organization', 'Related organization'), ('secretariat', 'Secretariat'), ('research_or_training', 'Research or training'), ('resident_coordinator', 'Resident coordinator offices'), ('peacekeeping_mission', 'Peacekeeping mission'), ('special_political_mission', 'Special political mission'), ('other', 'Other')], max_length=30, verbose_name='kind')),
                ('is_demo', models.BooleanField(default=False, verbose_name='placeholder for the demo')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HostEntityFormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('host_entity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_names', to='partners.hostentity')),
                ('name', models.CharField(max_length=200, verbose_name='former name')),
                ('last_date', models.DateField(verbose_name='last day of this name')),
            ],
            options={
                'verbose_name': 'former name',
                'verbose_name_plural': 'former names',
                'ordering': ['host_entity', '-last_date'],
                'constraints': [models.UniqueConstraint(fields=('host_entity', 'last_date'), name='partners_formername_one_a_day', violation_error_message='A former name already ends on this day.')],
            },
        ),
        migrations.CreateModel(
            name='HostEntityFormerNameEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.hostentityformername')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('host_entity', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.hostentity')),
                ('name', models.CharField(max_length=200, verbose_name='former name')),
                ('last_date', models.DateField(verbose_name='last day of this name')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HostEntityGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
            ],
            options={
                'verbose_name': 'group of host entities',
                'verbose_name_plural': 'groups of host entities',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Z0-9_]+$')), name='partners_hostentitygroup_code_form', violation_error_message='A code has only capital letters A-Z, digits and underscores.')],
            },
        ),
        migrations.CreateModel(
            name='GroupMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(help_text='First day on which this holds.', verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, help_text='Last day on which this holds. Empty: it still holds.', null=True, verbose_name='valid to')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='partners.hostentitygroup')),
                ('host_entity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_memberships', to='partners.hostentity')),
            ],
            options={
                'verbose_name': 'group membership',
                'verbose_name_plural': 'group memberships',
                'ordering': ['group', 'host_entity', 'valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='partners_groupmembership_days_in_order', violation_error_message='The last day is before the first day.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('group', '='), ('host_entity', '='), (partners.models.validity.DateRange(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='partners_groupmembership_one_at_a_time', violation_error_message='The host entity is already a member on some of these days.')],
            },
        ),
        migrations.CreateModel(
            name='GroupMembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.groupmembership')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('valid_from', models.DateField(help_text='First day on which this holds.', verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, help_text='Last day on which this holds. Empty: it still holds.', null=True, verbose_name='valid to')),
                ('group', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.hostentitygroup')),
                ('host_entity', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.hostentity')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HostEntityGroupEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.hostentitygroup')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=30, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HostEntityRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='host_entity_roles', to=settings.AUTH_USER_MODEL)),
                ('host_entity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='partners.hostentity')),
            ],
            options={
                'verbose_name': 'host entity focal point',
                'verbose_name_plural': 'host entity focal points',
                'ordering': ['host_entity', 'user'],
                'constraints': [models.UniqueConstraint(fields=('user', 'host_entity'), name='partners_hostentityrole_once', violation_error_message='This user is already a focal point of this host entity.')],
            },
        ),
        migrations.CreateModel(
            name='HostEntityRoleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.hostentityrole')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('user', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('host_entity', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.hostentity')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Initiative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
            ],
            options={
                'verbose_name': 'initiative',
                'verbose_name_plural': 'initiatives',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Z0-9_]+$')), name='partners_initiative_code_form', violation_error_message='A code has only capital letters A-Z, digits and underscores.')],
            },
        ),
        migrations.CreateModel(
            name='InitiativeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.initiative')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Country',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alpha3', models.CharField(help_text='ISO 3166 alpha-3; XKX for Kosovo, XXA for stateless.', max_length=3, unique=True, verbose_name='code')),
                ('m49', models.CharField(blank=True, max_length=3, verbose_name='UN M49 code')),
                ('name_en', models.CharField(max_length=120, verbose_name='English name')),
                ('name_fr', models.CharField(blank=True, max_length=120, verbose_name='French name')),
                ('name_es', models.CharField(blank=True, max_length=120, verbose_name='Spanish name')),
                ('name_ru', models.CharField(blank=True, max_length=120, verbose_name='Russian name')),
                ('name_zh', models.CharField(blank=True, max_length=120, verbose_name='Chinese name')),
                ('name_ar', models.CharField(blank=True, max_length=120, verbose_name='Arabic name')),
                ('note', models.CharField(blank=True, help_text="The UN's note on the name, if any.", max_length=300, verbose_name='note')),
                ('is_ldc', models.BooleanField(default=False, verbose_name='least developed country')),
                ('is_lldc', models.BooleanField(default=False, verbose_name='landlocked developing country')),
                ('is_sids', models.BooleanField(default=False, verbose_name='small island developing State')),
            ],
            options={
                'verbose_name': 'country or territory',
                'verbose_name_plural': 'countries and territories',
                'ordering': ['name_en'],
                'constraints': [models.CheckConstraint(condition=models.Q(('alpha3__regex', '^[A-Z]{3}$')), name='partners_country_code_form', violation_error_message='A country code has three capital letters.')],
            },
        ),
        migrations.CreateModel(
            name='CountryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.country')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('alpha3', models.CharField(help_text='ISO 3166 alpha-3; XKX for Kosovo, XXA for stateless.', max_length=3, verbose_name='code')),
                ('m49', models.CharField(blank=True, max_length=3, verbose_name='UN M49 code')),
                ('name_en', models.CharField(max_length=120, verbose_name='English name')),
                ('name_fr', models.CharField(blank=True, max_length=120, verbose_name='French name')),
                ('name_es', models.CharField(blank=True, max_length=120, verbose_name='Spanish name')),
                ('name_ru', models.CharField(blank=True, max_length=120, verbose_name='Russian name')),
                ('name_zh', models.CharField(blank=True, max_length=120, verbose_name='Chinese name')),
                ('name_ar', models.CharField(blank=True, max_length=120, verbose_name='Arabic name')),
                ('note', models.CharField(blank=True, help_text="The UN's note on the name, if any.", max_length=300, verbose_name='note')),
                ('is_ldc', models.BooleanField(default=False, verbose_name='least developed country')),
                ('is_lldc', models.BooleanField(default=False, verbose_name='landlocked developing country')),
                ('is_sids', models.BooleanField(default=False, verbose_name='small island developing State')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FundingPartner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('kind', models.CharField(choices=[('government', 'Government'), ('academia', 'Academia'), ('private_sector', 'Private sector'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('country', models.ForeignKey(blank=True, help_text='Of a government.', null=True, on_delete=django.db.models.deletion.PROTECT, to='partners.country', verbose_name='country')),
            ],
            options={
                'verbose_name': 'funding partner',
                'verbose_name_plural': 'funding partners',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Z0-9_]+$')), name='partners_fundingpartner_code_form', violation_error_message='A code has only capital letters A-Z, digits and underscores.')],
            },
        ),
        migrations.CreateModel(
            name='FundingPartnerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.fundingpartner')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=30, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('kind', models.CharField(choices=[('government', 'Government'), ('academia', 'Academia'), ('private_sector', 'Private sector'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('country', models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='Of a government.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.country', verbose_name='country')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FundingPartnerRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='funding_partner_roles', to=settings.AUTH_USER_MODEL)),
                ('funding_partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='partners.fundingpartner')),
            ],
            options={
                'verbose_name': 'funding partner representative',
                'verbose_name_plural': 'funding partner representatives',
                'ordering': ['funding_partner', 'user'],
                'constraints': [models.UniqueConstraint(fields=('user', 'funding_partner'), name='partners_fundingpartnerrole_once', violation_error_message='This user already represents this funding partner.')],
            },
        ),
        migrations.CreateModel(
            name='FundingPartnerRoleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.fundingpartnerrole')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('user', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('funding_partner', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.fundingpartner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GlobalSouthMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(help_text='First day on which this holds.', verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, help_text='Last day on which this holds. Empty: it still holds.', null=True, verbose_name='valid to')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='global_south_memberships', to='partners.country', verbose_name='country or territory')),
                ('is_global_south', models.BooleanField(verbose_name='global South')),
                ('source', models.CharField(help_text='Who says so, and where.', max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name': 'global South membership',
                'verbose_name_plural': 'global South memberships',
                'ordering': ['country', 'valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='partners_globalsouth_days_in_order', violation_error_message='The last day is before the first day.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('country', '='), (partners.models.validity.DateRange(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='partners_globalsouth_one_at_a_time', violation_error_message='The country already has an answer on some of these days.')],
            },
        ),
        migrations.CreateModel(
            name='GlobalSouthMembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.globalsouthmembership')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('valid_from', models.DateField(help_text='First day on which this holds.', verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, help_text='Last day on which this holds. Empty: it still holds.', null=True, verbose_name='valid to')),
                ('country', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.country', verbose_name='country or territory')),
                ('is_global_south', models.BooleanField(verbose_name='global South')),
                ('source', models.CharField(help_text='Who says so, and where.', max_length=300, verbose_name='source')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegionMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(help_text='First day on which this holds.', verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, help_text='Last day on which this holds. Empty: it still holds.', null=True, verbose_name='valid to')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='region_memberships', to='partners.country', verbose_name='country or territory')),
                ('region', models.CharField(choices=[('africa', 'Africa'), ('arab_states', 'Arab States'), ('asia_pacific', 'Asia and the Pacific'), ('europe_cis', 'Europe and the CIS'), ('latin_america_caribbean', 'Latin America and the Caribbean')], max_length=30, verbose_name='region')),
                ('source', models.CharField(help_text='Who says so, and where.', max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name': 'region of a country',
                'verbose_name_plural': 'regions of countries',
                'ordering': ['country', 'valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='partners_regionmembership_days_in_order', violation_error_message='The last day is before the first day.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('country', '='), (partners.models.validity.DateRange(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='partners_regionmembership_one_at_a_time', violation_error_message='The country already has a region on some of these days.')],
            },
        ),
        migrations.CreateModel(
            name='RegionMembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.regionmembership')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('valid_from', models.DateField(help_text='First day on which this holds.', verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, help_text='Last day on which this holds. Empty: it still holds.', null=True, verbose_name='valid to')),
                ('country', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.country', verbose_name='country or territory')),
                ('region', models.CharField(choices=[('africa', 'Africa'), ('arab_states', 'Arab States'), ('asia_pacific', 'Asia and the Pacific'), ('europe_cis', 'Europe and the CIS'), ('latin_america_caribbean', 'Latin America and the Caribbean')], max_length=30, verbose_name='region')),
                ('source', models.CharField(help_text='Who says so, and where.', max_length=300, verbose_name='source')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_countryevent" ("alpha3", "id", "is_ldc", "is_lldc", "is_sids", "m49", "name_ar", "name_en", "name_es", "name_fr", "name_ru", "name_zh", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."alpha3", new_values."id", new_values."is_ldc", new_values."is_lldc", new_values."is_sids", new_values."m49", new_values."name_ar", new_values."name_en", new_values."name_es", new_values."name_fr", new_values."name_ru", new_values."name_zh", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4b573a305d3a166729634420824ad096570c09a0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6e5ea', referencing='REFERENCING NEW TABLE AS new_values ', table='partners_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_countryevent" ("alpha3", "id", "is_ldc", "is_lldc", "is_sids", "m49", "name_ar", "name_en", "name_es", "name_fr", "name_ru", "name_zh", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."alpha3", new_values."id", new_values."is_ldc", new_values."is_lldc", new_values."is_sids", new_values."m49", new_values."name_ar", new_values."name_en", new_values."name_es", new_values."name_fr", new_values."name_ru", new_values."name_zh", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='800b820066e104ca0570c28538c6724687a80942', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c9945', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partners_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_countryevent" ("alpha3", "id", "is_ldc", "is_lldc", "is_sids", "m49", "name_ar", "name_en", "name_es", "name_fr", "name_ru", "name_zh", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."alpha3", old_values."id", old_values."is_ldc", old_values."is_lldc", old_values."is_sids", old_values."m49", old_values."name_ar", old_values."name_en", old_values."name_es", old_values."name_fr", old_values."name_ru", old_values."name_zh", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='53070a10310e7a3f15b5b1ce0620d443b5aef7c1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_161f9', referencing='REFERENCING OLD TABLE AS old_values ', table='partners_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentity',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_hostentityevent" ("code", "id", "is_demo", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."id", new_values."is_demo", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fed573976a3c449bd2aea26225ffb268ed598588', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c331f', referencing='REFERENCING NEW TABLE AS new_values ', table='partners_hostentity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentity',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_hostentityevent" ("code", "id", "is_demo", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."id", new_values."is_demo", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cc781b45ba5383ce45e0b3867ac171bb71eb45cc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_62622', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partners_hostentity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentity',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_hostentityevent" ("code", "id", "is_demo", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."code", old_values."id", old_values."is_demo", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8d560271cfaac137d8b2cc254fcf863174a5b68d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_641f1', referencing='REFERENCING OLD TABLE AS old_values ', table='partners_hostentity', when='AFTER')),
        ),
        migrations.AddField(
            model_name='hostentitygroup',
            name='members',
            field=models.ManyToManyField(related_name='groups', through='partners.GroupMembership', to='partners.hostentity'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='initiative',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_initiativeevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='01ee2a8fa8f195a48e74cf52968ac0f9b1d898d9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f72eb', referencing='REFERENCING NEW TABLE AS new_values ', table='partners_initiative', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='initiative',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_initiativeevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='01f87a3a1f311b4dc2d96c1cbf2211de4d81a496', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f3d95', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partners_initiative', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='initiative',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_initiativeevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."code", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c4c386188cd3da95c3b9f6e14f63d611d61c9070', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_cb80a', referencing='REFERENCING OLD TABLE AS old_values ', table='partners_initiative', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='countryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='24dcb098b03a1c5aa9d3b5713e7446aec988e1d0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3b289', table='partners_countryevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingpartner',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_fundingpartnerevent" ("code", "country_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."country_id", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2de8bfb8b225dd57567762c6b7f6825e1d80b884', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bd09a', referencing='REFERENCING NEW TABLE AS new_values ', table='partners_fundingpartner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingpartner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_fundingpartnerevent" ("code", "country_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."country_id", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a8ad636f1df3dbf5098c7e5e321bd0c509a5be12', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_2a9f6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partners_fundingpartner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingpartner',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_fundingpartnerevent" ("code", "country_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."code", old_values."country_id", old_values."id", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5e27b9dc7677ec56869000b3a6391f42530971f2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_57964', referencing='REFERENCING OLD TABLE AS old_values ', table='partners_fundingpartner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingpartnerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='08e447b4633ebc4b97880f7dc9e856e7a8c5fc3b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9e966', table='partners_fundingpartnerevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingpartnerrole',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_fundingpartnerroleevent" ("funding_partner_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."funding_partner_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='241b7a8c200929e5436ce7fdfc1584eb1c8bb4ad', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_98bef', referencing='REFERENCING NEW TABLE AS new_values ', table='partners_fundingpartnerrole', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingpartnerrole',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_fundingpartnerroleevent" ("funding_partner_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."funding_partner_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='35bdfea81ca2abefcec725f7ac5fc3bee6e0ff1d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_531eb', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partners_fundingpartnerrole', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingpartnerrole',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_fundingpartnerroleevent" ("funding_partner_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT old_values."funding_partner_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f4d0c2267f6ceabfb758656e6e5520cd16726e75', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_26960', referencing='REFERENCING OLD TABLE AS old_values ', table='partners_fundingpartnerrole', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingpartnerroleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0d9642d672b3559455d575c4f8b499a91ce47981', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a89af', table='partners_fundingpartnerroleevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='globalsouthmembership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_globalsouthmembershipevent" ("country_id", "id", "is_global_south", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to") SELECT new_values."country_id", new_values."id", new_values."is_global_south", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='362bcdc7eb8f39d026e1926487e8417515bca943', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_252c2', referencing='REFERENCING NEW TABLE AS new_values ', table='partners_globalsouthmembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='globalsouthmembership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_globalsouthmembershipevent" ("country_id", "id", "is_global_south", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to") SELECT new_values."country_id", new_values."id", new_values."is_global_south", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fe53405c801cadf1ee9583ca58902031a27e8e8a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1a1e5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partners_globalsouthmembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='globalsouthmembership',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_globalsouthmembershipevent" ("country_id", "id", "is_global_south", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to") SELECT old_values."country_id", old_values."id", old_values."is_global_south", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='63a50ba7334f08f10080ca91a61805a102af9646', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0bad2', referencing='REFERENCING OLD TABLE AS old_values ', table='partners_globalsouthmembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='globalsouthmembershipevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d2b3d5d50e8c4da5d50ae84ea546e14fae5e3ce6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7a6a3', table='partners_globalsouthmembershipevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentityevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='77a835cf8e28c770e206328ee5165d3618037657', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8e155', table='partners_hostentityevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentityformername',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_hostentityformernameevent" ("host_entity_id", "id", "last_date", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."host_entity_id", new_values."id", new_values."last_date", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2421d051e3015345a8392a3c24577754d9543282', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3f871', referencing='REFERENCING NEW TABLE AS new_values ', table='partners_hostentityformername', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentityformername',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_hostentityformernameevent" ("host_entity_id", "id", "last_date", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."host_entity_id", new_values."id", new_values."last_date", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0a1c257c1b786ebee6ff9b29a4ebf9b8614e15a2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4bf06', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partners_hostentityformername', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentityformername',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_hostentityformernameevent" ("host_entity_id", "id", "last_date", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."host_entity_id", old_values."id", old_values."last_date", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0681dd953073122af1126d37bd5e8dca75109424', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b89dd', referencing='REFERENCING OLD TABLE AS old_values ', table='partners_hostentityformername', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentityformernameevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='38d8739bc54d0e7c76cf1b162b0ae0016bf00d11', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ad49c', table='partners_hostentityformernameevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentitygroup',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_hostentitygroupevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9bafa6496669af60ddf8a7c72b5a46023051e0fe', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_691b2', referencing='REFERENCING NEW TABLE AS new_values ', table='partners_hostentitygroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentitygroup',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_hostentitygroupevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b599c669cc4bda4804b9defc0de41a2147ff6afb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3b342', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partners_hostentitygroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentitygroup',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_hostentitygroupevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."code", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8e1b2243577241a605740048869d66abb0504e7a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c90f4', referencing='REFERENCING OLD TABLE AS old_values ', table='partners_hostentitygroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='groupmembershipevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ed6a3f1282892c11d8a71048552273ee14c01920', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_da458', table='partners_groupmembershipevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='groupmembership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_groupmembershipevent" ("group_id", "host_entity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") SELECT new_values."group_id", new_values."host_entity_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6c606c7ebe240feafffcd39256e5b2cac7e6e16b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d49c9', referencing='REFERENCING NEW TABLE AS new_values ', table='partners_groupmembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='groupmembership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_groupmembershipevent" ("group_id", "host_entity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") SELECT new_values."group_id", new_values."host_entity_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a08193d09997cf21031ef00ce26a26e117f18ef4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0d5a2', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partners_groupmembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='groupmembership',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_groupmembershipevent" ("group_id", "host_entity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") SELECT old_values."group_id", old_values."host_entity_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7b5e4ba2adc167c1135fab6ffcc4d391ffcca53f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_be414', referencing='REFERENCING OLD TABLE AS old_values ', table='partners_groupmembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentitygroupevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='28668fe7983a035c2d807b37c8cae39791ab7d87', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_254b5', table='partners_hostentitygroupevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentityrole',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_hostentityroleevent" ("host_entity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."host_entity_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5f1d3244566599f300fafda3dd27f42816a7bab0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_71743', referencing='REFERENCING NEW TABLE AS new_values ', table='partners_hostentityrole', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentityrole',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_hostentityroleevent" ("host_entity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."host_entity_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='47965f0d5fff89ebd92c0073ad3444e1f1c5bc6b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3887e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partners_hostentityrole', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentityrole',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_hostentityroleevent" ("host_entity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT old_values."host_entity_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9033ecef115d8a9249785a33c3ce61343bfb29ec', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d36d1', referencing='REFERENCING OLD TABLE AS old_values ', table='partners_hostentityrole', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hostentityroleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='432ae7115154a9f63170333d145c199e7ddaea7b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7e976', table='partners_hostentityroleevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='initiativeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='12e0d69b1779a03ab3d66cc23a96e520d6c3fc17', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c1510', table='partners_initiativeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='regionmembership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_regionmembershipevent" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "source", "valid_from", "valid_to") SELECT new_values."country_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region", new_values."source", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='16b2df78bb826a12d6c0a954e8b220cc0e38fd3a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6ce0e', referencing='REFERENCING NEW TABLE AS new_values ', table='partners_regionmembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='regionmembership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_regionmembershipevent" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "source", "valid_from", "valid_to") SELECT new_values."country_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region", new_values."source", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d2c32c70d788ce76d7352941ed57264f48259fd5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0cecc', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partners_regionmembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='regionmembership',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_regionmembershipevent" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "source", "valid_from", "valid_to") SELECT old_values."country_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."region", old_values."source", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='275bc39c69b09027306f8ca67f1d87416cdb273c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_37d5e', referencing='REFERENCING OLD TABLE AS old_values ', table='partners_regionmembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='regionmembershipevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4034083f927c76924ea3c7622c111e97e9720777', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_89db6', table='partners_regionmembershipevent', when='BEFORE')),
        ),
    ]
