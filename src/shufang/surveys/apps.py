"""What surveys bring to the house: measures, the invitation, panels, deeds."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shufang.shared.deeds import name_deeds
from shufang.shared.ui.panels import Panel, add


class SurveysConfig(AppConfig):
    name = "shufang.surveys"
    label = "surveys"

    def ready(self) -> None:
        from shufang.surveys import measures, messages
        from shufang.surveys.web.pulse import after_sign_in
        from shufang.surveys.web.staff import pulse_panel

        measures.register()
        messages.register()
        for page in ("activities.activity", "activities.review"):
            add(Panel(page, "pulse", 50, "surveys/panel.html", pulse_panel))
        add(Panel("activities.receipt", "pulse", 50, "surveys/after_sign_in.html", after_sign_in))
        name_deeds({"surveys.read_words": _("核对了一段读者的话")})
