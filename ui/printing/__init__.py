"""Printed pages on screen: the preview of a PDF, the print dialog, saving."""
