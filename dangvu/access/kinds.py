"""The closed list of rights; `roles.toml` says what each means."""

RIGHTS = (
    "see", "figures", "sensitive", "unmask", "export", "import", "propose", "approve", "inspect", "ledger", "read_log", "accounts", "own",
    "dues",
)  # fmt: skip

ENTRUSTED = frozenset({"dues"})
"""Rights that a committee gives without holding them, to a member of the cell alone: nobody above it reads what its members paid."""
