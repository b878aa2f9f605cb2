"""How often Python looks for garbage in cycles; the rest goes by itself, by counting references."""

import gc

NEW_OBJECTS = 10_000  # between two looks, each of up to 9 ms; Python's own 700 looks again within one batch of events


def settle() -> None:
    """To be called once a process has loaded what it keeps: that is not looked through again.

    A full look over our libraries' objects takes 145 ms, in the middle of some request (docs/decisions/0008).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 20, 100)
