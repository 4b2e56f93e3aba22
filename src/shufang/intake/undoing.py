"""What stands in the way of undoing an import."""

from django.db.models import Model, Q
from django.db.models.fields.reverse_related import ForeignObjectRel

from shufang.intake.models import ImportRun
from shufang.intake.saying import Both

SHOWN = 50  # lines of the list; more would help nobody

CHANGED = Both("{name}：导入之后被修改过。", "{name}: changed since the import.")
NEEDED = Both(
    "{name}：有 {count} 条后来添加的“{what}”要用到它。",
    "{name}: {count} rows added since ({what_en}) need it.",
)


def dependents(
    model: type[Model], run: ImportRun, owned: tuple[type[Model], ...] = ()
) -> list[Both]:
    """The run's rows of a model that were changed since, or that rows not of this run point to.

    `owned` models are parts of the row and go with it.
    """
    rows = model._default_manager.filter(import_run=run)
    found: list[Both] = []
    if any(field.name == "changed_at" for field in model._meta.fields):
        found += [CHANGED.put(name=row) for row in rows.filter(changed_at__isnull=False)[:SHOWN]]
    for relation in model._meta.related_objects:
        if relation.related_model in owned or not relation.field.concrete:
            continue
        found += _needed(relation, run, rows.values("pk"))
    return found[:SHOWN]


def _needed(relation: ForeignObjectRel, run: ImportRun, keys: object) -> list[Both]:
    other = relation.related_model
    assert isinstance(other, type)
    strangers = other._default_manager.filter(**{f"{relation.field.name}__in": keys})
    if any(field.name == "import_run" for field in other._meta.fields):
        strangers = strangers.filter(~Q(import_run=run) | Q(import_run=None))
    counts: dict[object, int] = {}
    for row in strangers.select_related(relation.field.name)[: SHOWN * 20]:
        target = getattr(row, relation.field.name)
        counts[target] = counts.get(target, 0) + 1
    what = str(other._meta.verbose_name)
    return [
        NEEDED.put(name=target, count=count, what=what, what_en=other._meta.model_name)
        for target, count in counts.items()
    ]
