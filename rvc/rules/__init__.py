"""The legal tests: one provision, one file; columns in, outcomes out."""
