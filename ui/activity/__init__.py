"""Files kept with a client or by the shop, as lists: added, opened, signed, sent."""
