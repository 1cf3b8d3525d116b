"""The shop itself: issuing companies, its people, the lists a client points to, options and numbering."""
