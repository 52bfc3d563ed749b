"""The rights to edit each language and to publish."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("citations", "0003_narrower_search_index")]

    operations = [
        migrations.AlterModelOptions(
            name="revision",
            options={
                "ordering": ["pk"],
                "permissions": [
                    ("edit_ru", "Can edit Russian"),
                    ("edit_zh_hans", "Can edit Chinese"),
                    ("edit_en", "Can edit English"),
                    ("publish", "Can publish, retire and withdraw"),
                ],
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
            },
        ),
    ]
