"""Addresses as lists show them: enough to recognise, too little to use."""


def masked(address: str) -> str:
    """``zhang@example.com`` → ``z***@example.com``, ``+8613800138000`` → ``138****8000``; nothing stays nothing."""
    name, at, host = address.partition("@")
    if at:
        return f"{name[:1]}***@{host}"
    digits = address.removeprefix("+86").removeprefix("+")
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 7 else "****" if digits else ""
