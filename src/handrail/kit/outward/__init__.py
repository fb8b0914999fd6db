"""How Handrail speaks to the outside: guarded HTTP, signed webhooks, mail, and what chats take for a message."""
