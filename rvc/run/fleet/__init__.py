"""Many goods at once: those that are alike but for their amounts, judged as columns."""
