"""A sample estate to try Linli with, and the program that makes it."""
