"""From a payroll to the average base hourly wage of a plant (UR 12, 18(5); 29 CFR 810 Subpart B)."""
