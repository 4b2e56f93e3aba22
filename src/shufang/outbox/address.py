"""The column that recipients' addresses are sealed for."""

ADDRESS = "outbox.message.address"
