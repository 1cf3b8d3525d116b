"""Find anything, run anything: clients, commands, settings, saved searches and help in one box."""
