"""The categories, their national types and other names."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shufang.activities.actions.save_category import save_category
from shufang.activities.forms.category import CategoryForm
from shufang.activities.models import Category
from shufang.activities.policy import may_change_categories
from shufang.activities.queries.access import category_to_change
from shufang.activities.queries.categories import categories_in_use, category_table
from shufang.people.queries.account import account
from shufang.shared.audience import audience, staff
from shufang.shared.roles import Role
from shufang.shared.tables import download


@staff
@require_safe
def category_list(request: HttpRequest) -> HttpResponse:
    context = {
        "categories": categories_in_use(),
        "may_change": may_change_categories(account(request)),
    }
    return render(request, "activities/categories.html", context)


@staff
@require_safe
def category_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    return download(category_table(), file_format, _("活动分类"))


@audience(Role.LIBRARY)
@require_http_methods(["GET", "HEAD", "POST"])
def category_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    category = None if pk is None else category_to_change(account(request), pk)
    form = CategoryForm(request.POST or None, initial=_initial(category))
    if request.method == "POST" and form.is_valid():
        try:
            save_category(
                actor=account(request),
                category=category,
                details=form.details(),
                aliases=form.alias_names(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("分类已保存。"))
            return redirect("activities:categories")
    context = {"form": form, "category": category}
    return render(request, "activities/category_form.html", context)


def _initial(category: Category | None) -> dict[str, object]:
    if category is None:
        return {"order": Category.objects.count() + 1, "active": True, "colour": "theme"}
    fields = ("name", "name_en", "national_type", "colour", "order", "active")
    initial: dict[str, object] = {name: getattr(category, name) for name in fields}
    initial["aliases"] = "\n".join(alias.name for alias in category.aliases.all())
    return initial
