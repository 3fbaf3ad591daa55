"""Reports and rules for people and machines: text and JSON. Computes nothing that a verdict rests on."""
