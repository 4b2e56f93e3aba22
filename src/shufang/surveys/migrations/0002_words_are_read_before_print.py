from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="printable",
            field=models.BooleanField(null=True, verbose_name="可以印"),
        ),
    ]
