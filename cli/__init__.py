"""The command line: parses, calls rvc, prints, exits. Decides nothing."""
