"""A fresh installation starts with the six usual categories and the field's usual other names for them; all editable."""

from django.db import migrations

from shufang.shared.text import plain_name

CATEGORIES = (
    # name, English, national type, colour, other names
    ("故事剧场", "Story theatre", "other", "theatre", ("微剧场",)),
    ("亲子阅读", "Family reading", "other", "family", ("亲子活动", "亲子绘本阅读")),
    ("成人阅读", "Adult reading", "other", "adult", ()),
    ("老年阅读", "Senior reading", "other", "senior", ("银龄阅读",)),
    ("主题活动", "Theme activities", "other", "theme", ()),
    ("阅读推广人培训", "Promoter training", "training", "training", ("推广人培训",)),
)


def add(apps, schema_editor):
    category_model = apps.get_model("activities", "Category")
    alias_model = apps.get_model("activities", "CategoryAlias")
    for order, (name, name_en, national_type, colour, others) in enumerate(CATEGORIES, start=1):
        category = category_model.objects.create(
            name=name, name_en=name_en, national_type=national_type, colour=colour, order=order
        )
        for other in others:
            alias_model.objects.create(category=category, name=other, plain=plain_name(other))


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
