"""Files in and out: vCards, tables, calendars. Each format's own package knows the format and nothing of the book."""
