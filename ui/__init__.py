"""The windows of Clientele. Nothing here writes SQL or opens a session: see `ui/jobs.py`."""
