"""Kinds of workers and bases of pay: who is counted, under which provision (UR 12; 29 CFR 810.110-810.135)."""

from collections.abc import Mapping

import polars as pl

from rvc.lines.tables.table_fields import fields_of

COUNTED = ("production", "skilled_trades", "supervisor", "agency", "intern_with_agreement", "other_personnel")
"""Kinds whose hours of direct production work count; of other personnel on one of two readings."""

OPEN = "other_personnel"
"""UR 12 leaves out "engineering or other personnel"; 29 CFR 810.130(c) names engineers, mechanics, technicians only."""

CITES: Mapping[str, tuple[str, ...]] = {
    "production": ("UR 12, direct production work", "29 CFR 810.110(a)"),
    "skilled_trades": ("UR 12, direct production work (c)", "29 CFR 810.110(a)"),
    "supervisor": ("UR 12, direct production work (d)", "29 CFR 810.110(b)"),
    "agency": ("UR 12, average base hourly wage rate", "29 CFR 810.105(c)", "29 CFR 810.120(b)"),
    "intern_with_agreement": ("UR 12, average base hourly wage rate", "29 CFR 810.135"),
    "intern_without_agreement": ("UR 12, average base hourly wage rate", "29 CFR 810.135"),
    "management": ("UR 12, direct production work", "29 CFR 810.130(a)"),
    "research_development": ("UR 12, direct production work", "29 CFR 810.130(b)"),
    "engineering_off_line": ("UR 12, direct production work", "29 CFR 810.130(c)"),
    "other_personnel": ("UR 12, direct production work", "29 CFR 810.130(c)"),
    "no_direct_hours": ("UR 12, average base hourly wage rate", "29 CFR 810.105(b)(2)"),
}

NEEDS_UNITS = ("daily", "weekly", "biweekly", "semi_monthly", "monthly", "piece_rate")
BY_THE_WEEK = ("semi_monthly", "monthly")
"""Bases that are brought to a week before they are divided by its hours (29 CFR 810.125(b))."""

BASIS = pl.Enum(fields_of("payroll")["pay_basis"].choices)
FULL, PART, NONE = "full", "part", "no_direct_hours"
WHY = pl.Enum([*fields_of("payroll")["worker_kind"].choices, NONE, FULL, PART])
"""How a line is treated: all hours of the worker count, or those of direct production, or none, by kind or for lack."""
