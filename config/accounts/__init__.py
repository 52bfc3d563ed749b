"""The editors' accounts: the groups that give them rights, how they sign in, and the password that is theirs alone."""
