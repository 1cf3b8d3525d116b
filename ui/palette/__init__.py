"""Find anything, run anything: clients, commands, settings, saved searches and help in one box."""

from ui.palette.panel import Palette
from ui.palette.recent import remember

__all__ = ["Palette", "remember"]
