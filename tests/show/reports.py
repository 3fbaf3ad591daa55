"""Reports put together by hand, so that what is shown does not hang on what is judged."""

from typing import Literal

from rvc.base.result import Said
from rvc.run.report import (
    AlternativeFindings,
    Finding,
    GoodReference,
    LawReference,
    LineShare,
    Note,
    Oddity,
    Part,
    Report,
    Status,
)

Rule = Literal["territory", "tariff_change", "rvc", "core_parts", "steel", "aluminum", "labor_value"]


def said(words: str) -> Said:
    """A sentence as the engine would give it."""
    return Said(code="finding.x", text=words)


def rvc(status: Status, actual: str, best: str, margin: str, words: str = "About the RVC.") -> Finding:
    """A finding on the RVC, 75% required by net cost."""
    return Finding(
        rule="rvc",
        status=status,
        required="75",
        actual=actual,
        actual_best=best,
        margin=margin,
        unit="percent",
        method="net_cost",
        inputs={"net_cost": "24350.00", "vnm": "9439.38"},
        citations=["UR 7(3)", "UR 13, 8703.21-8703.90(1)"],
        because=said(words),
    )


def report(*findings: Finding, verdict: str = "originating", **fields: object) -> Report:
    """A report on one sedan."""
    whole = {
        "schema": "rvc-report/1",
        "engine_version": "0.1.0",
        "inputs_sha256": "a" * 64,
        "law": LawReference(regime="usmca", as_of="2026-11-22", version="2026.11", sha256="b" * 64),
        "good": GoodReference(
            id="SEDAN-01", hs="8703.23", kind="passenger_vehicle", description="compact sedan", currency="USD"
        ),
        "verdict": verdict,
        "findings": list(findings),
    }
    return Report.model_validate(whole | fields)


def full() -> Report:
    """A report in which everything that can be shown is there."""
    core = Finding(
        rule="core_parts",
        status="undetermined",
        required="75",
        citations=["UR 14(4)"],
        because=said("Core parts are not settled."),
        parts=[
            Part(
                status="undetermined",
                id="E1",
                category="engine",
                method="super_core_components",
                net_cost="1129000.00",
                vnm="900000.1234",
                actual="74.999999",
                actual_best="80",
                required="75",
                because=said("Between the two."),
                missing=["materials[E1].vnm"],
            ),
            Part(status="undetermined", category="axle", because=said("No axle is listed.")),
        ],
    )
    labor = Finding(
        rule="labor_value",
        status="pass",
        required="40",
        actual="41",
        actual_best="41",
        margin="1",
        method="annual_purchase_value",
        citations=["UR 18(1)"],
        because=said("Enough."),
        parts=[
            Part(
                status="pass",
                component="high_wage_material_and_manufacturing",
                actual="31",
                actual_best="31",
                required="25",
            ),
            Part(status="pass", component="technology", actual="10", actual_best="10", required="10"),
        ],
    )
    return report(
        rvc("undetermined", "61.234567", "78.5", "-13.765433").model_copy(
            update={"missing": [f"materials[M{place}].originating" for place in range(12)]}
        ),
        core,
        labor,
        verdict="undetermined",
        alternatives=[
            AlternativeFindings(
                citation="UR 13, 8708.10(1)(b)",
                text="no required change in tariff classification",
                status="undetermined",
                findings=[rvc("undetermined", "50", "76", "-25")],
            )
        ],
        notes=[Note(code="note.x", text="A reading of the law.", citations=["UR 14(1)"])],
        largest_non_originating=[
            LineShare(
                id="M1",
                part_number="PN-1",
                description="wiring harness",
                hs="8544.30",
                status="unknown",
                value="3000.00",
                points="12.32",
            )
        ],
        warnings=[Oddity(**said("Something is odd.").model_dump(), path="materials[0]")],
    )
