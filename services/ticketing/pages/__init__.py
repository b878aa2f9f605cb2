"""The front desk's pages."""

from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = ()
