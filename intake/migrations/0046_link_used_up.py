"""When was a link first used? Links of before are told by their first fetch."""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def tell_by_first_use(apps: Any, schema_editor: Any) -> None:
    first = apps.get_model("intake", "LinkUse").objects.filter(link=OuterRef("pk")).order_by("at").values("at")[:1]
    apps.get_model("intake", "ResultLink").objects.filter(uses__isnull=False).update(fetched_at=Subquery(first))


class Migration(migrations.Migration):
    dependencies = [("intake", "0045_sendings")]

    operations = [
        migrations.AddField("resultlink", "fetched_at", models.DateTimeField(null=True, editable=False)),
        migrations.RunPython(tell_by_first_use, migrations.RunPython.noop, elidable=True),
    ]
