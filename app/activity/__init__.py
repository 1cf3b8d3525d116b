"""What happened with a client, over all subjects: the timeline is a query, never a second copy."""
