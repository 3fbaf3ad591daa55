"""The engine: roll-up from the leaves, which tests bind which good, verdicts and reports."""
