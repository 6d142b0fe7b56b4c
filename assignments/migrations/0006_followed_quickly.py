from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assignments', '0005_found_by_number'),
        ('partners', '0002_roles_protect_their_partner'),
        ('volunteers', '0002_found_quickly'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('status', 'serving')), fields=['end_date'], name='assignments_serving'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('status', 'planned')), fields=['start_date'], name='assignments_planned'),
        ),
    ]
