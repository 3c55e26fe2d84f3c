from django.db import migrations
from django.utils.timezone import localdate

PASSIVE = {
    "replaces": "được thay thế", "revokes": "bị thu hồi", "annuls": "bị hủy bỏ", "corrects": "được đính chính",
    "adjusts": "được điều chỉnh",
}  # fmt: skip
LEAVES = ("corrects", "adjusts")


def tell_reception(apps, _):
    """What was replaced, revoked or corrected before reception was told stands beside the result from now on."""
    rows = apps.get_model("benefits", "DocumentChange").objects.filter(
        void_at=None, in_force_at__isnull=False, earlier__isnull=False
    )
    result, remark = apps.get_model("intake", "Result"), apps.get_model("intake", "ResultRemark")
    for row in rows.select_related("by", "earlier").order_by("pk").iterator():
        told = {"text": _text(row), "ends": row.act not in LEAVES}
        same = result.objects.filter(dossier=row.earlier.dossier_id, number=row.earlier.number, void_at=None)
        remark.objects.bulk_create((remark(result=one, **told) for one in same), ignore_conflicts=True)


def _text(row):
    since = f" từ ngày {row.since:%d/%m/%Y}" if row.since else ""
    form = "Công văn" if row.act == "corrects" else "Quyết định"
    by = f"{form} số {row.by.number} ngày {row.by.dated:%d/%m/%Y}"
    return f"Đã {PASSIVE[row.act]}{since} bởi {by}, phát hành {localdate(row.in_force_at):%d/%m/%Y}"


class Migration(migrations.Migration):
    dependencies = [("benefits", "0022_adjustments"), ("intake", "0075_result_remarks")]
    operations = [migrations.RunPython(tell_reception, migrations.RunPython.noop, elidable=True)]
