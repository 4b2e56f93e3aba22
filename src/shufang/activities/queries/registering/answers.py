"""What a party answered to the activity's own questions, in words."""

from django.utils.translation import gettext as _

from shufang.activities.models import Registration


def answers_of(registration: Registration) -> list[tuple[str, str]]:
    """(question, answer); a question that stands there no more is called by its code."""
    rules = getattr(registration.activity, "rules", None)
    texts = {
        str(row.get("code")): str(row.get("text"))
        for row in (rules.questions if rules else [])
        if isinstance(row, dict)
    }
    words = {"yes": _("是"), "no": _("否")}
    return [
        (texts.get(code, code), words.get(said, said))
        for code, said in registration.answers.items()
    ]
