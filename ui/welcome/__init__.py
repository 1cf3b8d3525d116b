"""The screen before a file is open: make one, open one, bring a backup back, or look around with sample data."""

from ui.welcome.page import WelcomePage

__all__ = ["WelcomePage"]
