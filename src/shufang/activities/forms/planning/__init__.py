"""The plan form and the small forms around it."""

from shufang.activities.forms.planning.plan import PlanForm, initial_of

__all__ = ["PlanForm", "initial_of"]
