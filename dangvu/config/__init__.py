"""The composition of the application: settings, addresses, and the registries filled by name."""
