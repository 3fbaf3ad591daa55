"""Cases: their shapes, the readers of JSON and YAML, and every check that a case must stand before it is judged."""
