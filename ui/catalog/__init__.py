"""The products on screen: their list and their form."""
