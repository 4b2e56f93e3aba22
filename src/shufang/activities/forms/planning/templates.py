"""What the operator types about a template."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shufang.activities.forms.details import CategoryChoice
from shufang.activities.models import Category

LONGEST_NAME = 120


class TemplateForm(forms.Form):
    """What may be changed of a template by hand; the rest comes from a plan."""

    name = forms.CharField(label=_("模板名称"), max_length=LONGEST_NAME)
    category = CategoryChoice(label=_("分类"), queryset=Category.objects.all())
    minutes = forms.IntegerField(label=_("时长（分钟）"), min_value=5, max_value=24 * 60)
    active = forms.BooleanField(label=_("在用"), required=False)


class TemplateNameForm(forms.Form):
    """What a plan is called that is kept as a template."""

    name = forms.CharField(label=_("模板名称"), max_length=LONGEST_NAME)
