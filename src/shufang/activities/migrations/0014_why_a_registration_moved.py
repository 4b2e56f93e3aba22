"""What the system knows of a step stands beside what somebody said, where both were one text."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

# As they were written into the reason until now.
WERE = {
    "抽签": "drawn",
    "released": "released",
    "called_off": "called_off",
    "放弃名额": "declined",
    "Gave up the place": "declined",
    "photo yes": "photo_yes",
    "photo no": "photo_no",
}


def tell_apart(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    step = apps.get_model("activities", "Step")
    for said, why in WERE.items():
        step.objects.filter(reason=said).update(why=why, reason="")
    same_stage = step.objects.filter(before=F("after"), why="")
    same_stage.filter(reason__contains=" → ").update(why="party")


class Migration(migrations.Migration):
    dependencies = [("activities", "0013_cost_without_its_unit")]

    operations = [
        migrations.AddField(
            model_name="step",
            name="why",
            field=models.CharField(
                blank=True,
                choices=[
                    ("drawn", "抽签"),
                    ("released", "开始后还没签到，名额让出"),
                    ("called_off", "活动取消"),
                    ("declined", "放弃名额"),
                    ("party", "改了人数"),
                    ("photo_yes", "可以拍照"),
                    ("photo_no", "不拍照"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
    ]
