"""The visual kit: every control of the screens, one module for each family.

Other folders build screens out of these and never style a raw Qt control themselves.
"""
