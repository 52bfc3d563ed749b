# A finding of the audit keeps what fills its sentence, no sentence: it is read in the language of whoever reads. The
# findings there are were made in one language and are thrown away, with their run, whichever way this goes: the next
# audit finds them anew. The constraint on names no longer speaks of columns.

from typing import Any

from django.db import migrations, models


def forget_findings(apps: Any, schema_editor: Any) -> None:
    for name in ("AuditFinding", "AuditRun"):
        apps.get_model("glossary", name)._default_manager.using(schema_editor.connection.alias).all().delete()


def named_or_gap(suffix: str, language: str) -> migrations.AlterConstraint:
    return migrations.AlterConstraint(
        model_name="term",
        name=f"glossary_term_{suffix}_has_name_or_gap",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("status", "draft"),
                models.Q((f"name_{suffix}", ""), _negated=True),
                models.Q((f"gap_note_{suffix}", ""), _negated=True),
                _connector="OR",
            ),
            name=f"glossary_term_{suffix}_has_name_or_gap",
            violation_error_message=(
                f"The {language} name is missing: give it, or say in the gap note why there is none."
            ),
        ),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("glossary", "0003_unmapped_items"),
    ]

    operations = [
        migrations.RunPython(forget_findings, migrations.RunPython.noop),
        migrations.RemoveField(model_name="auditfinding", name="to_do"),
        migrations.RemoveField(model_name="auditfinding", name="what"),
        migrations.AddField(
            model_name="auditfinding",
            name="case",
            field=models.CharField(blank=True, default="", max_length=20, verbose_name="case"),
        ),
        migrations.AddField(
            model_name="auditfinding",
            name="values",
            field=models.JSONField(default=dict, verbose_name="values"),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_findings),
        named_or_gap("ru", "Russian"),
        named_or_gap("zh_hans", "Chinese"),
        named_or_gap("en", "English"),
    ]
