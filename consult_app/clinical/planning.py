"""Session planning: depth, number, interval, fields and dates of a course, worked out from the protocol."""

from consult_app.clinical.planning_rules import PlanningRules

__all__ = ["PlanningRules"]
