"""What the statutes say, as data, and the strict door to it: schedules, figures, part tables, product rules, kinds."""
