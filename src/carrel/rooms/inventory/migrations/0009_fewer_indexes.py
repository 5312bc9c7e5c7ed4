import django.db.models.deletion
from django.db import migrations, models

from carrel.cellar.kernel.indexes import DropFieldIndex


class Migration(migrations.Migration):

    dependencies = [
        ('inventory', '0008_floating'),
        ('schools', '0006_display_places'),
    ]

    operations = [
        DropFieldIndex(
            model_name='item',
            name='item_type',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='inventory.itemtype'),
        ),
        DropFieldIndex(
            model_name='item',
            name='site',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='schools.site'),
        ),
    ]
