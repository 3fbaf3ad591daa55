"""Elections to average: their fields, their file, and every check of them against the law and the goods."""
