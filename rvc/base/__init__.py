"""Words every layer uses: outcomes, problems, errors, HS codes, messages. No law, no files."""
