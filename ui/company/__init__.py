"""The shop's own screens: settings, editable lists, looks, help."""
