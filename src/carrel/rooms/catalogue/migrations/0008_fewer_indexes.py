import django.db.models.deletion
from django.db import migrations, models

from carrel.cellar.kernel.indexes import DropFieldIndex


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0007_author_order'),
    ]

    operations = [
        DropFieldIndex(
            model_name='recordnumber',
            name='record',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='numbers', to='catalogue.record'),
        ),
    ]
