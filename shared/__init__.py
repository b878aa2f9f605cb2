"""Mechanism that all four services share; it knows nothing of any one service's business."""
