"""Who may sign in; knows no members and no units."""
