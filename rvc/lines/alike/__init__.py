"""Goods that are alike but for their amounts: one of a kind is read as any other good, the others are counted."""
