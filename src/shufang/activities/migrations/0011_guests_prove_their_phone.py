from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0010_school_terms"),
    ]

    operations = [
        migrations.AddField(
            model_name="rules",
            name="guests_prove",
            field=models.BooleanField(default=False, verbose_name="未登录的先验证手机号"),
        ),
    ]
