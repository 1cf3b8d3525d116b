"""Companies as the public registers of France write them: read from a pasted page, or found in a list kept here."""
