"""The screens of the client base: list, record, new client, lists that the owner edits."""
