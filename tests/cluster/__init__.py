"""The embedded server, as real servers in folders of their own; nothing here asks for the register's database."""
