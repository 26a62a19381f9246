"""The closed list of rights; `roles.toml` says what each means."""

RIGHTS = (
    "see", "figures", "sensitive", "unmask", "export", "import", "propose", "approve", "inspect", "ledger", "read_log", "accounts", "own",
    "dues",
)  # fmt: skip
