"""What clients owe on screen: payments, what they settle, and the account statement."""
