"""A small sedan that stands every check, for tests to spoil."""

from typing import Any

import pytest


def sedan() -> dict[str, Any]:
    """A case with one of nearly everything."""
    return {
        "schema": "rvc/1",
        "good": {
            "id": "SEDAN-01",
            "description": "compact sedan",
            "hs": "8703.23",
            "kind": "passenger_vehicle",
            "features": [],
            "produced_in": "MX",
            "date": "2026-11-22",
            "currency": "USD",
        },
        "value": {"net_cost": "24350.00", "transaction_value": "28900", "international_shipping": "400"},
        "materials": [
            {"id": "E1", "hs": "8407.34", "quantity": "1", "line_value": "3100", "origin": "MX", "core_part": "engine",
             "made": "in_house", "net_cost": "2900", "other_cost": "1900", "excluded_cost": "0"},
            {"id": "C1", "parent": "E1", "hs": "8483.10", "component": "crankshafts", "quantity": "2",
             "unit_value": "500", "line_value": "1000", "originating": False, "deductions": {"freight": "10"}},
            {"id": "G1", "hs": "8708.40", "core_part": "transmission", "line_value": "30000", "currency": "MXN",
             "vnm": "200", "vnm_components": "150", "net_cost": "29000", "originating": True,
             "acquired_on": "2026-05-02",
             "claim": {"certificate": "C-7", "valid_from": "2026-01-01", "valid_to": "2026-12-31"}},
        ],
        "rates": {"MXN": "0.058", "CAD": "0.72"},
        "labor": {
            "basis": "net_cost",
            "assembly": {"country": "MX", "average_base_hourly_wage": "148.50", "wage_currency": "MXN",
                         "labor_cost": "1200"},
            "materials": [{"description": "powertrain", "plant_country": "US", "average_base_hourly_wage": "27.10",
                           "wage_currency": "USD", "value": "5200"}],
            "transport": [],
            "technology": {"research_and_development_wages": "0", "production_wages": "0"},
            "assembly_plants": [{"makes": "engine", "country": "CA", "wage_currency": "CAD", "capacity": 120000,
                                 "relation": "contract", "contract_years": 3}],
        },
        "steel": {"period": "previous_calendar_year",
                  "purchases": [{"hs": "7210.49", "value": "70", "originating": True, "melted_in": "US"}]},
        "elections": {"rvc_method": "net_cost"},
    }  # fmt: skip


@pytest.fixture
def case() -> dict[str, Any]:
    """A fresh copy of the sedan."""
    return sedan()
