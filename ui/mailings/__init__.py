"""Labels, envelopes, letters and mailings: what is chosen, seen and printed."""
